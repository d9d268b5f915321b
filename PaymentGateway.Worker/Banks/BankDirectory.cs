using System.Collections.Frozen;
using PaymentGateway.Core.Payments.Methods;

namespace PaymentGateway.Worker.Banks;

/// <summary>Which bank takes which method. Two for one method make this throw.</summary>
internal sealed class BankDirectory(IEnumerable<IBankConnector> connectors)
{
    private readonly FrozenDictionary<PaymentMethodKind, WatchedBank> _byMethod =
        connectors.ToFrozenDictionary(connector => connector.Method, connector => new WatchedBank(connector));

    public IBankConnector For(PaymentMethodKind method) => _byMethod[method];
}
