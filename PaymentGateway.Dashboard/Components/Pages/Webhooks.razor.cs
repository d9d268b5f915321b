using Microsoft.AspNetCore.Components;
using MudBlazor;
using PaymentGateway.Dashboard.Gateway;

namespace PaymentGateway.Dashboard.Components.Pages;

public partial class Webhooks
{
    private const int PageSize = 20;

    private static readonly string[] EventNames =
    [
        "payment.created", "payment.pending", "payment.success", "payment.failed", "refund.created", "refund.processed",
        "refund.failed", "webhook.test",
    ];

    private Answer<MerchantConfig>? _config;
    private Answer<Page<Delivery>>? _page;
    private string? _status;
    private string? _event;
    private int _offset;

    [Inject]
    private GatewayClient Gateway { get; set; } = null!;

    [Inject]
    private ISnackbar Snackbar { get; set; } = null!;

    private bool IsFiltered => _status is not null || _event is not null;

    protected override Task OnInitializedAsync() => Task.WhenAll(LoadConfigAsync(), ReloadAsync());

    protected override async Task ReloadAsync()
    {
        var (status, type, offset) = (_status, _event, _offset);
        var page = await Gateway.ListDeliveriesAsync(status, type, PageSize, offset, Left);
        if ((status, type, offset) == (_status, _event, _offset))
        {
            _page = page; // an answer to an older question is of no use
        }

        StateHasChanged();
    }

    private async Task LoadConfigAsync()
    {
        _config = await Gateway.GetConfigAsync(Left);
        StateHasChanged();
    }

    private void ShowConfig(MerchantConfig config) => _config = config;

    private Task FilterAsync(string? status, string? type)
    {
        (_status, _event, _offset) = (status, type, 0);
        return ReloadAsync();
    }

    private Task MoveAsync(int offset)
    {
        _offset = offset;
        return ReloadAsync();
    }

    private async Task RetryAsync(Delivery delivery)
    {
        var answer = await Gateway.RetryDeliveryAsync(delivery.Id.ToString(), CancellationToken.None);
        Snackbar.Add(answer.Problem?.Description ?? answer.Value!.Message + ".",
            answer.Problem is null ? Severity.Success : Severity.Error);
        await ReloadAsync();
    }

    private static string? Of(ChangeEventArgs arguments) => arguments.Value as string is { Length: > 0 } text ? text : null;
}
