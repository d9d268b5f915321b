using Microsoft.AspNetCore.Components;
using PaymentGateway.Dashboard.Amounts;
using PaymentGateway.Dashboard.Components.Primitives;
using PaymentGateway.Dashboard.Gateway;

namespace PaymentGateway.Dashboard.Components.Shared;

/// <summary>Asks how much and refunds it: the same from the list and from the payment's own page.</summary>
public partial class RefundDialog
{
    private Modal _modal = null!;
    private Payment _payment = null!;

    /// <summary>One while the dialog is open: a double click, or a retry after a lost response, refunds once.</summary>
    private string _key = "";

    private bool _isPartial;
    private bool _isBusy;
    private string? _amount;
    private string? _reason;
    private Problem? _problem;

    [Inject]
    private GatewayClient Gateway { get; set; } = null!;

    [Inject]
    private Notices Notices { get; set; } = null!;

    /// <param name="id">Of a successful payment.</param>
    /// <param name="amount">Minor units to begin with; null: all that is left.</param>
    /// <returns>Whether a refund was created.</returns>
    public async Task<bool> OpenAsync(string id, long? amount, CancellationToken cancellationToken)
    {
        var current = await Gateway.GetPaymentAsync(id, cancellationToken); // a page may be older than the last refund
        if (current.Value is not { } payment)
        {
            Notices.Error(current.Problem!.Description);
            return false;
        }

        if (payment.AmountRefundable == 0)
        {
            Notices.Error("Nothing left to refund. The full amount is already refunded or pending.");
            return false;
        }

        (_payment, _key, _reason, _problem) = (payment, Guid.NewGuid().ToString(), null, null);
        Choose(isPartial: amount < Available);
        _amount = _isPartial ? MoneyFormat.Plain(amount!.Value, payment.Currency) : _amount;
        StateHasChanged();
        return await _modal.OpenAsync();
    }

    private long Available => _payment.AmountRefundable;

    private long? Typed => AmountParser.Parse(_amount, _payment.Currency);

    private string? Fault => (_isPartial, Typed) switch
    {
        (false, _) => null,
        (_, null) when string.IsNullOrWhiteSpace(_amount) => null,
        (_, null) => AmountParser.Hint(CurrencyExponent.Of(_payment.Currency)),
        (_, <= 0) => "Enter an amount above zero",
        (_, var typed) when typed > Available => $"Enter {MoneyFormat.Of(Available, _payment.Currency)} or less",
        var (_, typed) when !IsCarried(typed.Value) => $"Card refunds in {_payment.Currency} must end in 0",
        _ => null,
    };

    private long? Minor => Fault is null ? (_isPartial ? Typed : Available) : null;

    // The gateway's own rule for cards: three decimals in tens only, unless it is all that is left.
    private bool IsCarried(long minorUnits) => _payment.Method != Payment.Card || minorUnits == Available
        || CurrencyExponent.Of(_payment.Currency) != 3 || minorUnits % 10 == 0;

    private void Choose(bool isPartial)
    {
        _isPartial = isPartial;
        _amount = isPartial ? "" : MoneyFormat.Plain(Available, _payment.Currency);
    }

    private async Task RefundAsync()
    {
        if (_isBusy || Minor is not { } minor)
        {
            return;
        }

        _isBusy = true;
        var reason = string.IsNullOrWhiteSpace(_reason) ? null : _reason.Trim();
        var form = new RefundForm(minor, reason);
        var response = await Gateway.RefundAsync(_payment.Id, form, _key, CancellationToken.None);
        _isBusy = false;
        _problem = response.Problem;
        if (_problem is null)
        {
            Notices.Success($"Refund of {MoneyFormat.Of(minor, _payment.Currency)} requested.");
            await _modal.AcceptAsync();
        }
    }
}
