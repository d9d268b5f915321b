using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.AspNetCore.WebUtilities;
using PaymentGateway.Dashboard.Browser;
using PaymentGateway.Dashboard.Components.Lists;
using PaymentGateway.Dashboard.Components.Shared;
using PaymentGateway.Dashboard.Gateway;
using PaymentGateway.Dashboard.Transactions;

namespace PaymentGateway.Dashboard.Components.Pages;

/// <summary>What it shows stands in its address: back, forward, reload and a link sent to a colleague all work.</summary>
public partial class Transactions
{
    private const string Address = "/dashboard/transactions";
    private const int PageSize = 25;

    private TransactionFilter _filter = TransactionFilter.Read(_ => null);
    private int _offset;
    private Answer<Page<Payment>>? _page;
    private RefundDialog _refund = null!;

    [Inject]
    private GatewayClient Gateway { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [CascadingParameter]
    private BrowserView Browser { get; set; } = null!;

    protected override void OnInitialized()
    {
        base.OnInitialized();
        Navigation.LocationChanged += FollowAddress;
    }

    protected override async Task OnInitializedAsync()
    {
        ReadAddress();
        await ReloadAsync();
        OpenOnlyMatch();
    }

    protected override void Dispose(bool disposing)
    {
        Navigation.LocationChanged -= FollowAddress;
        base.Dispose(disposing);
    }

    protected override bool Concerns(Change change) => change.Type != Change.Webhook;

    protected override async Task ReloadAsync()
    {
        var (filter, offset) = (_filter, _offset);
        if (!filter.IsReadable)
        {
            _page = null;
            return;
        }

        var page = await Gateway.ListPaymentsAsync(filter.In(Browser), PageSize, offset, Left);
        if ((filter, offset) == (_filter, _offset))
        {
            _page = page; // an answer to an older question is of no use
        }
    }

    private void FollowAddress(object? sender, LocationChangedEventArgs arguments) => _ = InvokeAsync(async () =>
    {
        if (Navigation.ToAbsoluteUri(arguments.Location).AbsolutePath == Address)
        {
            ReadAddress();
            await ReloadAsync();
            OpenOnlyMatch();
            StateHasChanged();
        }
    });

    private void OpenOnlyMatch()
    {
        if (WholeId.Is(_filter.Search) && !WholeId.IsOrder(_filter.Search) && _page?.Value is { Data: [var only] })
        {
            Navigation.NavigateTo($"{Address}/{only.Id}", replace: true);
        }
    }

    private void ReadAddress()
    {
        var query = QueryHelpers.ParseQuery(Navigation.ToAbsoluteUri(Navigation.Uri).Query);
        _filter = TransactionFilter.Read(name => query.TryGetValue(name, out var value) ? value[^1] : null);
        _offset = query.TryGetValue("offset", out var offset)
            && int.TryParse(offset, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
    }

    private void Show(TransactionFilter filter) => Navigation.NavigateTo(Address + filter.ToQueryString());

    private void Move(int offset) => Navigation.NavigateTo(Address + (offset == 0
        ? _filter.ToQueryString()
        : _filter.ToQueryString(("offset", offset.ToString(CultureInfo.InvariantCulture)))));

    private async Task RefundAsync(Payment payment)
    {
        if (await _refund.OpenAsync(payment.Id, amount: null, Left))
        {
            await ReloadAsync();
        }
    }
}
