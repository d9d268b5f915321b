using Microsoft.AspNetCore.Components;
using PaymentGateway.Dashboard.Components.Primitives;
using PaymentGateway.Dashboard.Gateway;

namespace PaymentGateway.Dashboard.Components.Shared;

public partial class WebhookSettings
{
    private string? _url;
    private string? _shownUrl;
    private bool _isShown;
    private bool _isBusy;
    private ConfirmDialog _confirmation = null!;
    private string? _error;

    [Inject]
    private GatewayClient Gateway { get; set; } = null!;

    [Inject]
    private Notices Notices { get; set; } = null!;

    [Parameter, EditorRequired]
    public MerchantConfig Config { get; set; } = null!;

    /// <summary>To what the gateway has now.</summary>
    [Parameter]
    public EventCallback<MerchantConfig> Changed { get; set; }

    /// <summary>A test event is on its way.</summary>
    [Parameter]
    public EventCallback Sent { get; set; }

    protected override void OnParametersSet()
    {
        if (_url is null || _url == (_shownUrl ?? ""))
        {
            _url = Config.WebhookUrl ?? ""; // never over what is being typed
        }

        _shownUrl = Config.WebhookUrl;
    }

    private async Task SaveAsync()
    {
        if (string.IsNullOrWhiteSpace(_url))
        {
            _error = "Enter a URL." + (Config.WebhookUrl is null ? "" : " To stop deliveries, remove the endpoint.");
            return;
        }

        if (await SetUrlAsync(_url.Trim()))
        {
            Notices.Success("Endpoint saved. The next event is sent to it.");
        }
    }

    private async Task RemoveAsync()
    {
        var isMeant = await _confirmation.AskAsync("Remove endpoint",
            "No webhooks are sent until you save a URL again. Deliveries that are waiting for a retry will fail.",
            "Remove endpoint", isDangerous: true);
        if (isMeant && await SetUrlAsync(null))
        {
            Notices.Success("Endpoint removed. No webhooks are sent.");
        }
    }

    /// <returns>Whether the gateway has saved it.</returns>
    private async Task<bool> SetUrlAsync(string? url)
    {
        _isBusy = true;
        var response = await Gateway.SetWebhookUrlAsync(url, CancellationToken.None);
        _isBusy = false;
        _error = response.Problem?.Description;
        if (response.Value is not { } config)
        {
            return false;
        }

        _url = url is null ? "" : _url;
        _shownUrl = _url?.Trim() == (url ?? "") ? _url : _shownUrl; // saved as it stands
        await Changed.InvokeAsync(config);
        return true;
    }

    private async Task SendTestAsync()
    {
        var answer = await Gateway.SendTestWebhookAsync(CancellationToken.None);
        Notices.Result(answer.Problem, "Test event sent to your endpoint.");
        await Sent.InvokeAsync();
    }

    private async Task RegenerateAsync()
    {
        var isMeant = await _confirmation.AskAsync("Rotate signing secret",
            "New deliveries use the new secret. Update your server, or verification will fail.",
            "Rotate", isDangerous: true);
        if (!isMeant)
        {
            return;
        }

        var answer = await Gateway.RegenerateWebhookSecretAsync(CancellationToken.None);
        Notices.Result(answer.Problem, "New secret active. Update your server.");
        if (answer.Value is { } made)
        {
            _isShown = true;
            await Changed.InvokeAsync(
                Config with { WebhookSecret = made.WebhookSecret, WebhookSecretUnreadable = false });
        }
    }
}
