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
        var refunds = await gateway.ListRefundsAsync(payment.Id, cancel);
        if (refunds.Value is not { } known)
        {
            snackbar.Add(refunds.Problem!.Description, Severity.Error);
            return false;
        }

        var available = AvailableOf(payment, known.Data);
        if (available == 0)
        {
            snackbar.Add("All of this payment is refunded, or about to be.", Severity.Info);
            return false;
        }

        var parameters = new DialogParameters<RefundDialog>
        {
            { dialog => dialog.Payment, payment },
            { dialog => dialog.Available, available },
        };
        var shown = await dialogs.ShowAsync<RefundDialog>("Refund payment", parameters);
        if (await shown.Result is not { Canceled: false, Data: Refund refund })
        {
            return false;
        }

        snackbar.Add($"A refund of {MoneyFormat.Of(refund.Amount, payment.Currency)} is on its way.", Severity.Success);
        return true;
    }

    /// <summary>Minor units that no refund has taken or reserved: a failed one has given its share back.</summary>
    public static long AvailableOf(Payment payment, IEnumerable<Refund> refunds) => payment.Status == Payment.Success
        ? payment.Amount - refunds.Where(refund => refund.Status != Refund.Failed).Sum(refund => refund.Amount)
        : 0;
}
