using MudBlazor;

namespace PaymentGateway.Dashboard.Components.Shared;

internal static class Confirmations
{
    /// <returns>Whether the person means it.</returns>
    public static async Task<bool> ConfirmAsync(
        this IDialogService dialogs, string title, string text, string action, bool isDangerous = false)
    {
        var parameters = new DialogParameters<ConfirmDialog>
        {
            { dialog => dialog.Title, title },
            { dialog => dialog.Text, text },
            { dialog => dialog.Action, action },
            { dialog => dialog.IsDangerous, isDangerous },
        };
        var shown = await dialogs.ShowAsync<ConfirmDialog>(title, parameters);
        return await shown.Result is { Canceled: false };
    }
}
