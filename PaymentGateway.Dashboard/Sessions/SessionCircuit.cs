using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server.Circuits;

namespace PaymentGateway.Dashboard.Sessions;

/// <summary>Tells a circuit whose it is before its first component is made.</summary>
internal sealed class SessionCircuit(
    AuthenticationStateProvider authentication, MerchantSessions sessions, CurrentSession current) : CircuitHandler
{
    public override async Task OnCircuitOpenedAsync(Circuit circuit, CancellationToken cancellationToken) =>
        current.Session = sessions.Find((await authentication.GetAuthenticationStateAsync()).User);
}
