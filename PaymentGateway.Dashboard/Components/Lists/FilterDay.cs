using System.Globalization;

namespace PaymentGateway.Dashboard.Components.Lists;

/// <summary>A day as date inputs and addresses write it: 2026-11-01.</summary>
internal static class FilterDay
{
    private const string Form = "yyyy-MM-dd";

    public static string? Text(DateOnly? day) => day?.ToString(Form, CultureInfo.InvariantCulture);

    /// <returns>Null: not such a day, or not one of this century.</returns>
    public static DateOnly? Parse(string? text) =>
        DateOnly.TryParseExact(text, Form, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            && day.Year is > 2000 and < 2100 ? day : null;
}
