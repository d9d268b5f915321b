namespace PaymentGateway.Dashboard.Browser;

/// <summary>What the person's browser told us in two cookies: which theme it shows, and where on earth it is.</summary>
public sealed record BrowserView(bool IsDark, string TimeZoneId)
{
    private const string DefaultZone = "Asia/Kolkata";

    public TimeZoneInfo TimeZone => TimeZoneInfo.FindSystemTimeZoneById(TimeZoneId);

    public static BrowserView Of(HttpRequest request)
    {
        var zone = Uri.UnescapeDataString(request.Cookies["zone"] ?? "");
        return new BrowserView(
            request.Cookies["theme"] == "dark",
            TimeZoneInfo.TryFindSystemTimeZoneById(zone, out var known) ? known.Id : DefaultZone);
    }

    public DateTimeOffset ToLocal(DateTimeOffset time) => TimeZoneInfo.ConvertTime(time, TimeZone);

    /// <summary>The first instant of a day here, also where the clock is put back over midnight and there are two.</summary>
    public DateTimeOffset StartOf(DateOnly day)
    {
        var local = day.ToDateTime(TimeOnly.MinValue);
        var offset = TimeZone.IsAmbiguousTime(local)
            ? TimeZone.GetAmbiguousTimeOffsets(local).Max()
            : TimeZone.GetUtcOffset(local);
        return new DateTimeOffset(local, offset);
    }
}
