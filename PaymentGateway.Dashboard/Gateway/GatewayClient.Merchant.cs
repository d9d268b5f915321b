using System.Text.Json.Nodes;

namespace PaymentGateway.Dashboard.Gateway;

internal sealed partial class GatewayClient
{
    public Task<Answer<MerchantConfig>> GetConfigAsync(CancellationToken cancel) =>
        GetAsync("/merchant/config", GatewayJson.Default.MerchantConfig, cancel);

    /// <summary>The session has the new name too: it comes with refreshed tokens.</summary>
    public async Task<Answer<MerchantConfig>> RenameAsync(string name, CancellationToken cancel)
    {
        var request = Request(HttpMethod.Patch, "/merchant", new NameForm(name), GatewayJson.Default.NameForm);
        var response = await SendAsync(request, GatewayJson.Default.MerchantConfig, cancel);
        if (response.Value is not null && current.Session is { } session)
        {
            await session.TokenAsync(DateTimeOffset.MaxValue, RefreshAsync, cancel);
        }

        return response;
    }

    public Task<Answer<JsonNode>> SetAllowedOriginsAsync(OriginsForm form, CancellationToken cancel) => SendAsync(
        Request(HttpMethod.Patch, "/merchant/checkout", form, GatewayJson.Default.OriginsForm),
        GatewayJson.Default.JsonNode, cancel);

    /// <summary>Ends every other session of the merchant.</summary>
    public Task<Problem?> ChangePasswordAsync(PasswordForm form, CancellationToken cancel) =>
        SendWithoutContentAsync(
            Request(HttpMethod.Post, "/auth/password", form, GatewayJson.Default.PasswordForm), cancel);

    public Task<Problem?> EndPreviousSecretAsync(CancellationToken cancel) =>
        SendWithoutContentAsync(new HttpRequestMessage(HttpMethod.Delete, Root + "/merchant/keys/previous"), cancel);

    public Task<Answer<NewKeys>> RotateKeysAsync(TimeSpan overlap, CancellationToken cancel) => PostAsync(
        "/merchant/keys/rotate", new RotateForm((int)overlap.TotalSeconds), GatewayJson.Default.RotateForm,
        GatewayJson.Default.NewKeys, key: null, cancel);
}
