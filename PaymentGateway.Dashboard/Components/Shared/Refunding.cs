using MudBlazor;
using PaymentGateway.Dashboard.Amounts;
using PaymentGateway.Dashboard.Gateway;

namespace PaymentGateway.Dashboard.Components.Shared;

/// <summary>Asks how much, refunds it, and says so: the same from the list and from the payment's own page.</summary>
internal static class Refunding
{
    /// <returns>Whether there is a refund now that was not there before.</returns>
    public static async Task<bool> OpenAsync(
        IDialogService dialogs, ISnackbar snackbar, GatewayClient gateway, Payment payment, CancellationToken cancel)
    {
        var current = await gateway.GetPaymentAsync(payment.Id, cancel); // a list may be older than the last refund
        if (current.Value is not { } known)
        {
            snackbar.Add(current.Problem!.Description, Severity.Error);
            return false;
        }

        if (known.AmountRefundable == 0)
        {
            snackbar.Add("All of this payment is refunded, or about to be.", Severity.Info);
            return false;
        }

        var parameters = new DialogParameters<RefundDialog> { { dialog => dialog.Payment, known } };
        var shown = await dialogs.ShowAsync<RefundDialog>("Refund payment", parameters);
        if (await shown.Result is not { Canceled: false, Data: Refund refund })
        {
            return false;
        }

        snackbar.Add($"A refund of {MoneyFormat.Of(refund.Amount, payment.Currency)} is on its way.", Severity.Success);
        return true;
    }
}
