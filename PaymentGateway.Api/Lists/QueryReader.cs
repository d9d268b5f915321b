using System.Globalization;
using System.Text.RegularExpressions;
using PaymentGateway.Api.Errors;

namespace PaymentGateway.Api.Lists;

/// <summary>Reads filters, and says which one makes no sense.</summary>
internal readonly partial struct QueryReader(IQueryCollection query)
{
    private const int LongestText = 255;

    /// <summary>Null when absent or empty: forms send empty fields.</summary>
    public string? Text(string name)
    {
        var values = query[name];
        return values switch
        {
            [] or [null or ""] => null,
            [{ Length: <= LongestText } text] when !text.Contains('\0', StringComparison.Ordinal) => text,
            _ => throw new InvalidFieldException(name, $"{name} is one text of at most {LongestText} characters"),
        };
    }

    public TValue? OneOf<TValue>(string name, Func<string?, TValue?> parse, string allowed)
        where TValue : struct =>
        Text(name) is not { } text ? null
            : parse(text) ?? throw new InvalidFieldException(name, $"{name} is one of {allowed}");

    /// <summary>Minor units.</summary>
    public long? Amount(string name) =>
        Text(name) is not { } text ? null
            : long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var amount) ? amount
            : throw new InvalidFieldException(name, $"{name} is a whole number of the smallest unit");

    /// <summary>Major units, with at most four decimals; below 10¹², so that its minor units fit.</summary>
    public decimal? MajorAmount(string name) =>
        Text(name) is not { } text ? null
            : MajorAmountPattern().IsMatch(text) ? decimal.Parse(text, CultureInfo.InvariantCulture)
            : throw new InvalidFieldException(name, $"{name} is an amount as in 500 or 499.99");

    /// <summary>RFC 3339, or unix seconds.</summary>
    public DateTimeOffset? Time(string name)
    {
        if (Text(name) is not { } text)
        {
            return null;
        }

        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            && seconds <= DateTimeOffset.MaxValue.ToUnixTimeSeconds())
        {
            return DateTimeOffset.FromUnixTimeSeconds(seconds);
        }

        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time)
                ? time
                : throw new InvalidFieldException(name, $"{name} is a time as in 2026-01-31T09:30:00Z, or unix seconds");
    }

    [GeneratedRegex(@"^[0-9]{1,12}(\.[0-9]{1,4})?\z", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex MajorAmountPattern();
}
