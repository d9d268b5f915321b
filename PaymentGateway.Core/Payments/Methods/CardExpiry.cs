using System.Globalization;

namespace PaymentGateway.Core.Payments.Methods;

public static class CardExpiry
{
    private const int MostYearsAhead = 20;

    /// <summary>
    /// Whether a card with this expiry can be charged at <paramref name="now"/>. Months are <c>M</c> or <c>MM</c>, years
    /// <c>YY</c> or <c>YYYY</c>; a card is good to the last instant of its month in the last time zone on earth (UTC−12).
    /// </summary>
    public static bool IsUsable(string? month, string? year, DateTimeOffset now)
    {
        if (month is not { Length: 1 or 2 } || !int.TryParse(month, NumberStyles.None, CultureInfo.InvariantCulture, out var m)
            || m is < 1 or > 12
            || year is not { Length: 2 or 4 } || !int.TryParse(year, NumberStyles.None, CultureInfo.InvariantCulture, out var y))
        {
            return false;
        }

        var fullYear = year.Length == 2 ? 2000 + y : y;
        if (fullYear < now.Year - 1 || fullYear > now.Year + MostYearsAhead)
        {
            return false;
        }

        var firstInstantAfter = new DateTimeOffset(fullYear, m, 1, 0, 0, 0, TimeSpan.FromHours(-12)).AddMonths(1);
        return now < firstInstantAfter;
    }
}
