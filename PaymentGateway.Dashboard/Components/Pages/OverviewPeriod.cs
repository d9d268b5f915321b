using PaymentGateway.Dashboard.Browser;

namespace PaymentGateway.Dashboard.Components.Pages;

/// <summary>What the overview looks back on: whole days of the merchant's, today included.</summary>
internal sealed record OverviewPeriod(string Name, string Title, string Before, int Days)
{
    public static readonly OverviewPeriod[] All =
    [
        new("today", "Today", "vs. same time yesterday", 1),
        new("7d", "7 days", "vs. previous 7 days", 7),
        new("30d", "30 days", "vs. previous 30 days", 30),
        new("90d", "90 days", "vs. previous 90 days", 90),
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
