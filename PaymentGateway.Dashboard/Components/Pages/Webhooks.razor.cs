using System.Globalization;
using Microsoft.AspNetCore.Components;
using PaymentGateway.Dashboard.Components.Primitives;
using PaymentGateway.Dashboard.Gateway;

namespace PaymentGateway.Dashboard.Components.Pages;

public partial class Webhooks
{
    private const int PageSize = 20;

    private static readonly string[] Statuses = ["success", "pending", "failed"];

    private static readonly string[] EventNames =
    [
        "payment.created", "payment.pending", "payment.success", "payment.failed", "refund.created", "refund.processed",
        "refund.failed", "webhook.test",
    ];

    private Answer<MerchantConfig>? _config;
    private Answer<Page<Delivery>>? _page;
    private int _edition; // of the settings; each change here is another
    private (string? Status, string? Event, int Offset) _shown;

    [Inject]
    private GatewayClient Gateway { get; set; } = null!;

    [Inject]
    private Notices Notices { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [SupplyParameterFromQuery]
    private string? Status { get; set; }

    [SupplyParameterFromQuery]
    private string? Event { get; set; }

    [SupplyParameterFromQuery]
    private string? Offset { get; set; }

    private bool IsFiltered => _shown.Status is not null || _shown.Event is not null;

    // What is shown stands in the address: it outlives a reload, and the way back from a delivery leads here again.
    private (string? Status, string? Event, int Offset) Wanted => (
        Array.Find(Statuses, known => known == Status),
        Array.Find(EventNames, known => known == Event),
        int.TryParse(Offset, NumberStyles.None, CultureInfo.InvariantCulture, out var offset) ? offset : 0);

    protected override Task OnInitializedAsync()
    {
        _shown = Wanted;
        return ReloadAsync();
    }

    protected override Task OnParametersSetAsync()
    {
        if (Wanted == _shown)
        {
            return Task.CompletedTask;
        }

        _shown = Wanted;
        return LoadDeliveriesAsync();
    }

    // A delivery that ended may have paused the endpoint, or set it going again.
    protected override Task ReloadAsync() => Task.WhenAll(LoadConfigAsync(), LoadDeliveriesAsync());

    private async Task LoadDeliveriesAsync()
    {
        var shown = _shown;
        var page = await Gateway.ListDeliveriesAsync(shown.Status, shown.Event, PageSize, shown.Offset, Left);
        if (shown == _shown)
        {
            _page = page; // an answer to an older question is of no use
        }

        StateHasChanged();
    }

    private async Task LoadConfigAsync()
    {
        var edition = _edition;
        var config = await Gateway.GetConfigAsync(Left);
        if (edition == _edition)
        {
            _config = config; // what was read before a change is of no use
        }

        StateHasChanged();
    }

    private void ShowConfig(MerchantConfig config) => (_config, _edition) = (config, _edition + 1);

    private void Show(string? status, string? type, int offset = 0) => Navigation.NavigateTo(Navigation.GetUriWithQueryParameters(
        new Dictionary<string, object?> { ["status"] = status, ["event"] = type, ["offset"] = offset == 0 ? null : offset }));

    private async Task RetryAsync(Delivery delivery)
    {
        var answer = await Gateway.RetryDeliveryAsync(delivery.Id.ToString(), CancellationToken.None);
        Notices.Result(answer.Problem, "Resend requested.");
        await ReloadAsync();
    }

    private static string? Of(ChangeEventArgs arguments) => arguments.Value as string is { Length: > 0 } text ? text : null;
}
