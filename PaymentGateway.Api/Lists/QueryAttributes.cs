using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Text.RegularExpressions;
using PaymentGateway.Api.Json;

namespace PaymentGateway.Api.Lists;

/// <summary>
/// What a query parameter takes, checked before the handler runs and shown in the OpenAPI document. The properties are
/// text: a parameter bound to another type fails without naming its field.
/// </summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Parameter)]
internal abstract class QueryAttribute(string message) : ValidationAttribute(message)
{
    public const int MaxLength = 255;

    /// <summary>What holds when the parameter is left out; null: nothing.</summary>
    public object? Default { get; init; }

    public sealed override bool IsValid(object? value) => value is null || (value is string text && IsValid(text));

    protected abstract bool IsValid(string text);
}

/// <summary>A text of at most 255 characters.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Parameter)]
internal sealed class QueryTextAttribute(string example)
    : QueryAttribute($"{{0}} must be text of at most {MaxLength} characters")
{
    public string Example => example;

    protected override bool IsValid(string text) =>
        text.Length <= MaxLength && !text.Contains('\0', StringComparison.Ordinal);
}

/// <summary>A time: RFC 3339 with an offset, or unix seconds.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Parameter)]
internal sealed class QueryTimeAttribute()
    : QueryAttribute("{0} must be a time like 2026-01-31T09:30:00Z (encode + as %2B) or Unix seconds")
{
    protected override bool IsValid(string text) => text.Length <= MaxLength && Timestamp.Parse(text) is not null;
}

/// <summary>One name of a closed list.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Parameter)]
internal sealed class QueryNameAttribute(Type kind) : QueryAttribute($"{{0}} must be one of {string.Join(", ", WireNames.Of(kind))}")
{
    public IReadOnlyList<string> Names => WireNames.Of(kind);

    protected override bool IsValid(string text) => Names.Contains(text);
}

/// <summary>A whole number, in digits only.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Parameter)]
internal sealed class QueryNumberAttribute(long min, long max) : QueryAttribute(
    max >= int.MaxValue ? $"{{0}} must be an integer of at least {min}" : $"{{0}} must be an integer from {min} to {max}")
{
    public long Min => min;

    public long Max => max;

    public static long? Parse(string? text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    protected override bool IsValid(string text) => Parse(text) is { } number && number >= min && number <= max;
}

/// <summary>An amount in major units, with at most four decimals; below 10¹², so that its minor units fit.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Parameter)]
internal sealed partial class QueryMajorAmountAttribute() : QueryAttribute("{0} must be an amount like 500 or 499.99")
{
    public const string Pattern = @"^[0-9]{1,12}(\.[0-9]{1,4})?$";

    public static decimal? Parse(string? text) => text is null ? null : decimal.Parse(text, CultureInfo.InvariantCulture);

    protected override bool IsValid(string text) => Form().IsMatch(text) && !text.EndsWith('\n');

    [GeneratedRegex(Pattern, RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Form();
}
