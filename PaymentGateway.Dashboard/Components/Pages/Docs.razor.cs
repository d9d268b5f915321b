using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using PaymentGateway.Dashboard.Gateway;
using PaymentGateway.Dashboard.Sessions;
using PaymentGateway.Dashboard.Snippets;

namespace PaymentGateway.Dashboard.Components.Pages;

public partial class Docs : IDisposable
{
    private readonly CancellationTokenSource _left = new();
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

    private string Introduction => "Filled in with your own key and one of your orders: every snippet runs as it stands"
        + (_values?.Value is { HasSecret: false } ? ", once YOUR_API_SECRET is yours." : ".");

    public void Dispose()
    {
        _left.Cancel();
        _left.Dispose();
        GC.SuppressFinalize(this);
    }

    protected override void OnInitialized() => _reference = Addresses.Description;

    protected override async Task OnInitializedAsync()
    {
        await LoadAsync();
        _reference = await Sandbox.FindAsync(_left.Token) is null ? Addresses.Description : Addresses.TryOut;
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

    private async Task LoadAsync()
    {
        var orders = Gateway.ListOrdersAsync("created", 1, _left.Token);
        var payments = Gateway.ListPaymentsAsync(new PaymentQuery { Status = Payment.Success }, 1, 0, _left.Token);
        var config = await Gateway.GetConfigAsync(_left.Token);
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
