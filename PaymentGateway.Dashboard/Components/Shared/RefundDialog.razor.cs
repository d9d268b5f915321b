using Microsoft.AspNetCore.Components;
using MudBlazor;
using PaymentGateway.Dashboard.Amounts;
using PaymentGateway.Dashboard.Gateway;

namespace PaymentGateway.Dashboard.Components.Shared;

/// <summary>Closes with the refund that the gateway has taken.</summary>
public partial class RefundDialog
{
    /// <summary>One for as long as the dialog is open: a double click, or a second try after a lost answer, refunds once.</summary>
    private readonly string _key = Guid.NewGuid().ToString();

    private bool _isPartial;
    private bool _isBusy;
    private string? _amount;
    private string? _reason;
    private Problem? _problem;

    [Inject]
    private GatewayClient Gateway { get; set; } = null!;

    [CascadingParameter]
    private IMudDialogInstance Dialog { get; set; } = null!;

    [Parameter, EditorRequired]
    public Payment Payment { get; set; } = null!;

    private long Available => Payment.AmountRefundable;

    private long? Typed => AmountParser.Parse(_amount, Payment.Currency);

    private string? Fault => (_isPartial, Typed) switch
    {
        (false, _) => null,
        (_, null) when string.IsNullOrWhiteSpace(_amount) => null,
        (_, null) => AmountParser.Hint(CurrencyExponent.Of(Payment.Currency)),
        (_, <= 0) => "The amount must be above zero",
        (_, var typed) when typed > Available => $"At most {MoneyFormat.Of(Available, Payment.Currency)} is left",
        var (_, typed) when !IsCarried(typed.Value) => $"The last decimal of a card refund in {Payment.Currency} is 0",
        _ => null,
    };

    private long? Minor => Fault is null ? (_isPartial ? Typed : Available) : null;

    // The gateway's own rule for cards: three decimals in tens only, unless it is all that is left.
    private bool IsCarried(long minorUnits) => Payment.Method != Payment.Card || minorUnits == Available
        || CurrencyExponent.Of(Payment.Currency) != 3 || minorUnits % 10 == 0;

    protected override void OnInitialized() => _amount = MoneyFormat.Plain(Available, Payment.Currency);

    private void Choose(bool isPartial)
    {
        _isPartial = isPartial;
        _amount = isPartial ? "" : MoneyFormat.Plain(Available, Payment.Currency);
    }

    private async Task RefundAsync()
    {
        if (_isBusy || Minor is not { } minor)
        {
            return;
        }

        _isBusy = true;
        var reason = string.IsNullOrWhiteSpace(_reason) ? null : _reason.Trim();
        var answer = await Gateway.RefundAsync(Payment.Id, new RefundForm(minor, reason), _key, CancellationToken.None);
        _isBusy = false;
        _problem = answer.Problem;
        if (answer.Value is { } refund)
        {
            Dialog.Close(DialogResult.Ok(refund));
        }
    }
}
