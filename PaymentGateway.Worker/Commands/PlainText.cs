using System.Globalization;

namespace PaymentGateway.Worker.Commands;

/// <summary>Values as an operator reads them.</summary>
internal static class PlainText
{
    /// <summary>Anybody's text as one line that cannot control the operator's terminal.</summary>
    public static string Of(string? text) => string.Concat((text ?? "").Select(Replace));

    /// <param name="maxLength">In characters; a longer text ends in an ellipsis.</param>
    public static string Of(string? text, int maxLength) =>
        Of(text) is var line && line.Length > maxLength ? $"{line[..(maxLength - 1)].TrimEnd()}…" : line;

    /// <summary>In UTC, as in <c>2026-11-29 07:20:15</c>.</summary>
    public static string Of(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    private static char Replace(char letter) => char.GetUnicodeCategory(letter) switch
    {
        UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator => ' ',
        _ => letter,
    };
}
