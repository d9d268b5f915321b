using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using PaymentGateway.Dashboard.Gateway;
using PaymentGateway.Dashboard.Sessions;
using PaymentGateway.Dashboard.Snippets;

namespace PaymentGateway.Dashboard.Components.Pages;

public partial class Docs
{
    private string _reference = "";
    private Answer<SnippetValues>? _values;
    private string? _chosen;

    [Inject]
    private GatewayClient Gateway { get; set; } = null!;

    [Inject]
    private SandboxProbe Sandbox { get; set; } = null!;

    [Inject]
    private PublicAddresses Addresses { get; set; } = null!;

    [Inject]
    private IJSRuntime Js { get; set; } = null!;

    private string Language => _chosen ?? SnippetLibrary.Languages[0].Name;

    protected override void OnInitialized()
    {
        base.OnInitialized();
        _reference = Addresses.Description;
    }

    protected override async Task OnInitializedAsync()
    {
        await LoadAsync();
        _reference = await Sandbox.FindAsync(Left) is null ? Addresses.Description : Addresses.TryOut;
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender && await Js.InvokeAsync<string?>("dashboard.recallLanguage") is { } language
            && SnippetLibrary.Languages.Any(known => known.Name == language))
        {
            _chosen ??= language; // a click while the browser answered is newer
            StateHasChanged();
        }
    }

    protected override bool Concerns(Change change) => false;

    // After an interruption; snippets that are there are not changed while somebody copies them.
    protected override Task ReloadAsync() => _values?.Value is null ? LoadAsync() : Task.CompletedTask;

    private async Task LoadAsync()
    {
        var orders = Gateway.ListOrdersAsync(new ListQuery { Status = "created" }, 1, 0, Left);
        var payments = Gateway.ListPaymentsAsync(new PaymentQuery { Status = Payment.Success }, 1, 0, Left);
        var config = await Gateway.GetConfigAsync(Left);
        var order = (await orders).Value?.Data is [var open, ..] ? open : null;
        var payment = (await payments).Value?.Data is [var paid, ..] ? paid : null;
        _values = config.Value is { } known ? SnippetValues.Of(known, order, payment, Addresses) : config.Problem!;
    }

    private async Task ChooseAsync(string language)
    {
        _chosen = language;
        await Js.InvokeVoidAsync("dashboard.rememberLanguage", language);
    }
}
