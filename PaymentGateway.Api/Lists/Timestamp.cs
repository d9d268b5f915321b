using System.Globalization;
using System.Text.RegularExpressions;

namespace PaymentGateway.Api.Lists;

/// <summary>A time as callers write it: RFC 3339 with an offset, or unix seconds of 9 or 10 digits. Nothing is guessed.</summary>
internal static partial class Timestamp
{
    private const string LocalFormat = "yyyy-MM-dd'T'HH:mm:ss";
    private const int TickDigits = 7;

    /// <returns>Null: it is not a time, or not one that can be stored.</returns>
    public static DateTimeOffset? Parse(string? text)
    {
        if (text is null)
        {
            return null;
        }

        return UnixSeconds.IsMatch(text)
            ? DateTimeOffset.FromUnixTimeSeconds(long.Parse(text, CultureInfo.InvariantCulture))
            : Rfc3339.Match(text) is { Success: true } match ? Read(match.Groups) : null;
    }

    private static DateTimeOffset? Read(GroupCollection parts)
    {
        var isLeapSecond = parts["second"].Value == "60"; // counted as the first second of the next day, as unix time does
        var local = $"{parts["date"]}T{parts["minute"]}:{(isLeapSecond ? "59" : parts["second"].Value)}";
        if (!DateTime.TryParseExact(local, LocalFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)
            || OffsetOf(parts["offset"].Value) is not { } offset)
        {
            return null;
        }

        var fraction = parts["fraction"].Value.PadRight(TickDigits, '0')[..TickDigits];
        var ticks = time.Ticks - offset.Ticks + long.Parse(fraction, CultureInfo.InvariantCulture)
            + (isLeapSecond ? TimeSpan.TicksPerSecond : 0);
        if (ticks < DateTime.MinValue.Ticks || ticks > DateTime.MaxValue.Ticks)
        {
            return null;
        }

        var utc = new DateTimeOffset(ticks, TimeSpan.Zero);
        return isLeapSecond && utc is not { Day: 1, Hour: 0, Minute: 0, Second: 0 } ? null : utc;
    }

    private static TimeSpan? OffsetOf(string text)
    {
        if (text is "Z" or "z")
        {
            return TimeSpan.Zero;
        }

        return TimeSpan.TryParseExact(text[1..], @"hh\:mm", CultureInfo.InvariantCulture, out var offset)
            ? text[0] == '-' ? -offset : offset
            : null;
    }

    [GeneratedRegex(@"\A[1-9][0-9]{8,9}\z", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex UnixSeconds { get; }

    [GeneratedRegex(
        @"\A(?<date>[0-9]{4}-[0-9]{2}-[0-9]{2})[Tt](?<minute>[0-9]{2}:[0-9]{2}):(?<second>[0-9]{2})"
        + @"(\.(?<fraction>[0-9]+))?(?<offset>[Zz]|[+-][0-9]{2}:[0-9]{2})\z",
        RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Rfc3339 { get; }
}
