using System.Text.RegularExpressions;

namespace PaymentGateway.Core.Payments.Methods;

/// <summary>A UPI address such as <c>user@paytm</c>: kept as written, compared without regard to case.</summary>
public readonly partial record struct Vpa
{
    private const int MaxLength = 255;

    private Vpa(string value) => Value = value;

    public string Value { get; }

    public string Name => Value[..Value.IndexOf('@', StringComparison.Ordinal)];

    public string Handle => Value[(Value.IndexOf('@', StringComparison.Ordinal) + 1)..];

    /// <summary>White space is refused, not trimmed: an address with a space in it is a typing error to show, not to hide.</summary>
    public static bool TryParse(string? text, out Vpa vpa)
    {
        var isValid = text is { Length: <= MaxLength } && Pattern.IsMatch(text);
        vpa = isValid ? new Vpa(text!) : default;
        return isValid;
    }

    /// <summary>Enough to recognise, too little to use: <c>te**@paytm</c>.</summary>
    public override string ToString() => $"{Name[..Math.Min(2, Name.Length)]}**@{Handle}";

    [GeneratedRegex(@"\A[a-zA-Z0-9._-]+@[a-zA-Z0-9]+\z", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Pattern { get; }
}
