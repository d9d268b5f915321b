using Microsoft.AspNetCore.Components;
using PaymentGateway.Dashboard.Components.Lists;
using PaymentGateway.Dashboard.Components.Primitives;
using PaymentGateway.Dashboard.Gateway;

namespace PaymentGateway.Dashboard.Components.Pages;

public partial class Webhooks : ListPage<Delivery, ListFilter>
{
    private static readonly string[] Statuses = ["success", "pending", "failed"];

    private static readonly string[] EventNames =
    [
        "payment.created", "payment.pending", "payment.success", "payment.failed", "refund.created", "refund.processed",
        "refund.failed", "webhook.test",
    ];

    private Answer<MerchantConfig>? _config;
    private int _edition; // of the settings; each reading and each change here is another

    [Inject]
    private Notices Notices { get; set; } = null!;

    protected override string Address => "/dashboard/webhooks";

    protected override bool Concerns(Change change) => change.Type == Change.Webhook;

    protected override async Task<Answer<Page<Delivery>>?> ListAsync(ListFilter filter, int offset) =>
        await Gateway.ListDeliveriesAsync(filter.In(Browser), PageSize, offset, Left);

    // A delivery that ended may have paused the endpoint, or resumed it.
    protected override Task ReloadAsync() => Task.WhenAll(LoadConfigAsync(), base.ReloadAsync());

    private async Task LoadConfigAsync()
    {
        var edition = ++_edition;
        var config = await Gateway.GetConfigAsync(Left);
        if (edition == _edition)
        {
            _config = config; // what was read before a change, or before another reading, is of no use
        }

        StateHasChanged();
    }

    private void ShowConfig(MerchantConfig config) => (_config, _edition) = (config, _edition + 1);

    private async Task RetryAsync(Delivery delivery)
    {
        var response = await Gateway.RetryDeliveryAsync(delivery.Id.ToString(), CancellationToken.None);
        Notices.Result(response.Problem, "Resend requested.");
        await ReloadAsync();
    }
}
