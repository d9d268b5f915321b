using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.AspNetCore.WebUtilities;
using PaymentGateway.Dashboard.Browser;
using PaymentGateway.Dashboard.Gateway;
using PaymentGateway.Dashboard.Live;

namespace PaymentGateway.Dashboard.Components.Lists;

/// <summary>
/// A page with one list. What it shows stands in its address: back, forward, reload and a link sent to a colleague work.
/// </summary>
public abstract class ListPage<TItem, TFilter> : LivePage
    where TFilter : class, IListFilter<TFilter>, IEquatable<TFilter>
{
    protected const int PageSize = 25;

    private int _offset;

    [Inject]
    internal GatewayClient Gateway { get; set; } = null!;

    [Inject]
    internal NavigationManager Navigation { get; set; } = null!;

    [CascadingParameter]
    protected BrowserView Browser { get; set; } = null!;

    protected TFilter Filter { get; private set; } = TFilter.Read(_ => null);

    /// <summary>Null until it has been read.</summary>
    protected Answer<Page<TItem>>? Page { get; private set; }

    /// <summary>The path of the page.</summary>
    protected abstract string Address { get; }

    /// <returns>The page of one item; null: it has none.</returns>
    protected virtual string? AddressOf(TItem item) => null;

    /// <returns>Null: the filter cannot be read, and the page says so.</returns>
    protected abstract Task<Answer<Page<TItem>>?> ListAsync(TFilter filter, int offset);

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

    protected override async Task ReloadAsync()
    {
        var isLast = BeginReading();
        var page = await ListAsync(Filter, _offset);
        if (isLast())
        {
            Page = page;
            StateHasChanged();
        }
    }

    protected void Show(TFilter filter) => Navigation.NavigateTo(Address + filter.ToQueryString(offset: 0));

    protected void Move(int offset) => Navigation.NavigateTo(Address + Filter.ToQueryString(offset));

    private void FollowAddress(object? sender, LocationChangedEventArgs arguments) => _ = InvokeAsync(async () =>
    {
        if (Navigation.ToAbsoluteUri(arguments.Location).AbsolutePath == Address)
        {
            ReadAddress();
            await ReloadAsync();
            OpenOnlyMatch();
        }
    });

    private void OpenOnlyMatch()
    {
        if (WholeId.Is(Filter.Search) && Page?.Value is { Data: [var only] } && AddressOf(only) is { } address)
        {
            Navigation.NavigateTo(address, replace: true);
        }
    }

    private void ReadAddress()
    {
        var query = QueryHelpers.ParseQuery(Navigation.ToAbsoluteUri(Navigation.Uri).Query);
        Filter = TFilter.Read(name => query.TryGetValue(name, out var value) ? value[^1] : null);
        _offset = query.TryGetValue("offset", out var offset)
            && int.TryParse(offset, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
    }
}
