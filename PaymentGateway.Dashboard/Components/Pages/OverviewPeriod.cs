using PaymentGateway.Dashboard.Browser;

namespace PaymentGateway.Dashboard.Components.Pages;

/// <summary>What the overview looks back on: whole days of the merchant's, today included.</summary>
internal sealed record OverviewPeriod(string Name, string Title, string Before, int Days)
{
    public static readonly OverviewPeriod[] All =
    [
        new("today", "Today", "yesterday until this hour", 1),
        new("7d", "7 days", "the 7 days before", 7),
        new("30d", "30 days", "the 30 days before", 30),
        new("90d", "90 days", "the 90 days before", 90),
    ];

    public static readonly OverviewPeriod Default = All[1];

    public static OverviewPeriod Named(string? name) => Array.Find(All, period => period.Name == name) ?? Default;

    /// <summary>Up to this moment, so that the period before is measured as far as this one has come.</summary>
    public (DateTimeOffset From, DateTimeOffset To) Around(DateTimeOffset now, BrowserView browser)
    {
        var today = DateOnly.FromDateTime(browser.ToLocal(now).DateTime);
        return (browser.StartOf(today.AddDays(1 - Days)), now);
    }
}
