using Microsoft.AspNetCore.Components;
using PaymentGateway.Dashboard.Amounts;
using PaymentGateway.Dashboard.Components.Primitives;
using PaymentGateway.Dashboard.Components.Shared;
using PaymentGateway.Dashboard.Gateway;

namespace PaymentGateway.Dashboard.Components.Pages;

public partial class PaymentDetail
{
    /// <summary>One for as long as the page shows this payment: captured once, however often it is pressed.</summary>
    private string _captureKey = "";

    private Answer<Payment>? _payment;
    private Answer<Timeline>? _timeline;
    private Page<Refund>? _refunds;
    private Order? _order;
    private bool _isCapturing;
    private RefundDialog _refund = null!;
    private ConfirmDialog _confirmation = null!;
    private string? _shown;

    [Inject]
    private GatewayClient Gateway { get; set; } = null!;

    [Inject]
    private Notices Notices { get; set; } = null!;

    [Parameter]
    public string Id { get; set; } = "";

    protected override Task OnParametersSetAsync()
    {
        if (_shown == Id)
        {
            return Task.CompletedTask;
        }

        (_shown, _captureKey) = (Id, Guid.NewGuid().ToString());
        (_payment, _timeline, _refunds, _order) = (null, null, null, null);
        return ReloadAsync();
    }

    // A delivery does not say whose it is; one more reading is cheap, a stale timeline is not.
    protected override bool Concerns(Change change) => change.Type is not (Change.Payment or Change.Order) || change.Id == Id;

    protected override async Task ReloadAsync()
    {
        var (id, isLast) = (Id, BeginReading());
        var refunds = Gateway.ListRefundsAsync(id, Left);
        var timeline = Gateway.GetTimelineAsync(id, Left);
        var payment = await Gateway.GetPaymentAsync(id, Left);
        var (refunded, told) = (await refunds, await timeline);
        if (isLast())
        {
            (_payment, _timeline, _refunds) = (payment, told, refunded.Value ?? _refunds);
            await ReadOrderAsync();
        }
    }

    // Its receipt and notes never change: read once.
    private async Task ReadOrderAsync()
    {
        if (_order is null && _payment?.Value is { } payment)
        {
            StateHasChanged();
            var order = await Gateway.GetOrderAsync(payment.OrderId, Left);
            _order = payment.Id == Id ? order.Value : _order;
        }
    }

    private Task<Answer<string>> LoadJsonAsync() => Gateway.GetPaymentJsonAsync(Id, Left);

    private async Task RefundAsync(long? amount)
    {
        if (await _refund.OpenAsync(Id, amount, Left))
        {
            await ReloadAsync();
        }
    }

    private async Task CaptureAsync(Payment payment)
    {
        var amount = MoneyFormat.Of(payment.Amount, payment.Currency);
        var action = $"Capture {amount}";
        if (_isCapturing || !await _confirmation.AskAsync("Capture payment", $"{action}? This can't be undone.", action))
        {
            return;
        }

        _isCapturing = true;
        var answer = await Gateway.CaptureAsync(payment.Id, _captureKey, CancellationToken.None);
        _isCapturing = false;
        Notices.Result(answer.Problem, $"{amount} captured.");
        await ReloadAsync();
    }
}
