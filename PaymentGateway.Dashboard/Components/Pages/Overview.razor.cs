using System.Globalization;
using Microsoft.AspNetCore.Components;
using PaymentGateway.Dashboard.Browser;
using PaymentGateway.Dashboard.Gateway;

namespace PaymentGateway.Dashboard.Components.Pages;

public partial class Overview
{
    private const string Currency = "INR";
    private const int RecentCount = 8;
    private const int HealthCount = 50;

    private OverviewPeriod _period = OverviewPeriod.Default;
    private Answer<Stats>? _now;
    private Stats? _before;
    private Answer<Page<Payment>>? _recent;
    private Answer<Page<Delivery>>? _deliveries;
    private Answer<MerchantConfig>? _config;

    [Inject]
    private GatewayClient Gateway { get; set; } = null!;

    [Inject]
    private TimeProvider Clock { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [SupplyParameterFromQuery]
    private string? Period { get; set; }

    [CascadingParameter]
    private BrowserView Browser { get; set; } = null!;

    protected override TimeSpan Calm => TimeSpan.FromMilliseconds(700);

    protected override Task OnInitializedAsync()
    {
        _period = OverviewPeriod.Named(Period);
        return ReloadAsync();
    }

    protected override Task OnParametersSetAsync()
    {
        var period = OverviewPeriod.Named(Period);
        if (period == _period)
        {
            return Task.CompletedTask;
        }

        _period = period;
        return ReloadAsync();
    }

    protected override Task ReloadAsync()
    {
        var isLast = BeginReading();
        return Task.WhenAll(
            LoadStatsAsync(isLast),
            LoadAsync(Gateway.ListPaymentsAsync(new PaymentQuery(), RecentCount, 0, Left), recent => _recent = recent, isLast),
            LoadAsync(Gateway.ListDeliveriesAsync(new ListQuery(), HealthCount, 0, Left), deliveries => _deliveries = deliveries, isLast),
            LoadAsync(Gateway.GetConfigAsync(Left), config => _config = config, isLast));
    }

    protected override bool Concerns(Change change) => change.Type != Change.Order;

    private void Choose(OverviewPeriod period) => Navigation.NavigateTo("/dashboard?period=" + period.Name, replace: true);

    private async Task LoadStatsAsync(Func<bool> isLast)
    {
        var period = _period;
        var (from, to) = period.Around(Clock.GetUtcNow(), Browser);
        var before = Gateway.GetStatsAsync(from.AddDays(-period.Days), to.AddDays(-period.Days), Currency, Browser.TimeZoneId, Left);
        var now = await Gateway.GetStatsAsync(from, to, Currency, Browser.TimeZoneId, Left);
        var earlier = (await before).Value;
        if (isLast())
        {
            (_now, _before) = (now, earlier);
            StateHasChanged();
        }
    }

    private async Task LoadAsync<T>(Task<T> reading, Action<T> show, Func<bool> isLast)
    {
        var answer = await reading;
        if (isLast())
        {
            show(answer);
            StateHasChanged();
        }
    }

    private static string Percent(double? rate) =>
        rate is { } known ? (known * 100).ToString("0.#", CultureInfo.InvariantCulture) + "%" : "–";

    private static string OtherCurrencies(Stats stats) =>
        string.Join(", ", stats.Currencies.Where(currency => currency != Currency)) is { Length: > 0 } others
            ? $"Payments in {others} are not included."
            : "";
}
