using System.Text.Json;
using Microsoft.AspNetCore.Components;
using PaymentGateway.Dashboard.Components.Primitives;
using PaymentGateway.Dashboard.Gateway;

namespace PaymentGateway.Dashboard.Components.Pages;

public partial class DeliveryDetail
{
    private Answer<Delivery>? _delivery;

    [Inject]
    private GatewayClient Gateway { get; set; } = null!;

    [Inject]
    private Notices Notices { get; set; } = null!;

    [Parameter]
    public string Id { get; set; } = "";

    /// <summary>The payment it tells of, by way of the refund when it is one; a test event has none.</summary>
    private string? Subject
    {
        get
        {
            if (_delivery?.Value?.Payload is not { ValueKind: JsonValueKind.Object } payload
                || !payload.TryGetProperty("data", out var data) || data.ValueKind != JsonValueKind.Object)
            {
                return null;
            }

            return data.TryGetProperty("payment", out var payment) ? payment.GetProperty("id").GetString()
                : data.TryGetProperty("refund", out var refund) ? refund.GetProperty("payment_id").GetString()
                : null;
        }
    }

    protected override Task OnParametersSetAsync() => ReloadAsync();

    protected override bool Concerns(Change change) => change.Id == Id;

    protected override async Task ReloadAsync()
    {
        var isLast = BeginReading();
        var delivery = await Gateway.GetDeliveryAsync(Id, Left);
        _delivery = isLast() ? delivery : _delivery;
    }

    private async Task RetryAsync()
    {
        var answer = await Gateway.RetryDeliveryAsync(Id, CancellationToken.None);
        Notices.Result(answer.Problem, "Resend requested.");
        await ReloadAsync();
    }
}
