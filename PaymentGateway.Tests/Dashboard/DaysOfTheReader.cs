using PaymentGateway.Dashboard.Browser;

namespace PaymentGateway.Tests.Dashboard;

public sealed class DaysOfTheReader
{
    [Theory]
    [InlineData("Atlantic/Azores", "2026-10-25", "2026-10-25T00:00:00Z")] // the clock goes from 01:00 back to 00:00: two midnights
    [InlineData("Atlantic/Azores", "2026-10-26", "2026-10-26T01:00:00Z")]
    [InlineData("Africa/Cairo", "2026-04-24", "2026-04-23T22:00:00Z")] // the clock goes from 00:00 to 01:00: no midnight
    [InlineData("Asia/Kolkata", "2026-10-25", "2026-10-24T18:30:00Z")]
    public void A_day_begins_with_its_first_instant_and_contains_it(string zone, string day, string start)
    {
        var browser = new BrowserView(IsDark: false, zone);
        var date = DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture);

        var first = browser.StartOf(date);

        Assert.Equal(DateTimeOffset.Parse(start, System.Globalization.CultureInfo.InvariantCulture), first);
        Assert.Equal(date, DateOnly.FromDateTime(browser.ToLocal(first).DateTime));
        Assert.Equal(date.AddDays(-1), DateOnly.FromDateTime(browser.ToLocal(first.AddTicks(-1)).DateTime));
    }
}
