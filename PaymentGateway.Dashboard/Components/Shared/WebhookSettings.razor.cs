using Microsoft.AspNetCore.Components;
using MudBlazor;
using PaymentGateway.Dashboard.Gateway;

namespace PaymentGateway.Dashboard.Components.Shared;

public partial class WebhookSettings
{
    private string? _url;
    private string? _shownUrl;
    private bool _isShown;
    private bool _isBusy;
    private Problem? _problem;

    [Inject]
    private GatewayClient Gateway { get; set; } = null!;

    [Inject]
    private IDialogService Dialogs { get; set; } = null!;

    [Inject]
    private ISnackbar Snackbar { get; set; } = null!;

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
        _isBusy = true;
        var url = string.IsNullOrWhiteSpace(_url) ? null : _url.Trim();
        var answer = await Gateway.SetWebhookUrlAsync(url, CancellationToken.None);
        _isBusy = false;
        _problem = answer.Problem;
        if (answer.Value is { } config)
        {
            _shownUrl = _url?.Trim() == url ? _url : _shownUrl; // saved as it stands
            Snackbar.Add(url is null ? "Delivery is switched off." : "Saved. The next event goes to this address.", Severity.Success);
            await Changed.InvokeAsync(config);
        }
    }

    private async Task SendTestAsync()
    {
        var answer = await Gateway.SendTestWebhookAsync(CancellationToken.None);
        Say(answer.Problem, "A test event is on its way.");
        await Sent.InvokeAsync();
    }

    private async Task RegenerateAsync()
    {
        var isMeant = await Dialogs.ConfirmAsync("Make a new signing secret",
            "From then on everything is signed with the new one. Until your server knows it, webhooks will not verify there.",
            "Make a new secret", isDangerous: true);
        if (!isMeant)
        {
            return;
        }

        var answer = await Gateway.RegenerateWebhookSecretAsync(CancellationToken.None);
        Say(answer.Problem, "The new secret is in force. Give it to your server.");
        if (answer.Value is { } made)
        {
            _isShown = true;
            await Changed.InvokeAsync(Config with { WebhookSecret = made.WebhookSecret });
        }
    }

    private void Say(Problem? problem, string success) =>
        Snackbar.Add(problem?.Description ?? success, problem is null ? Severity.Success : Severity.Error);
}
