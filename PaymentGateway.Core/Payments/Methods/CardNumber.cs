namespace PaymentGateway.Core.Payments.Methods;

/// <summary>
/// A card number that passed the Luhn check. It lives in the memory of one request: it cannot be printed or serialised,
/// and only the network and the last four digits leave it.
/// </summary>
public sealed class CardNumber
{
    private readonly string _digits;

    private CardNumber(string digits)
    {
        _digits = digits;
        Network = CardNetwork.Of(digits);
    }

    public CardNetwork Network { get; }

    public string LastFour => _digits[^4..];

    /// <summary>Whether its network has cards of this length; others are accepted all the same.</summary>
    public bool HasUsualLength => Network.Lengths.Contains(_digits.Length);

    /// <summary>Spaces and hyphens are taken out, as people type cards in groups.</summary>
    public static bool TryParse(string? text, out CardNumber? number)
    {
        number = null;
        if (text is not { Length: >= 13 and <= 40 })
        {
            return false;
        }

        var digits = text.Replace(" ", "", StringComparison.Ordinal).Replace("-", "", StringComparison.Ordinal);
        if (digits.Length is < 13 or > 19 || !digits.All(char.IsAsciiDigit) || !digits.AsSpan().ContainsAnyExcept(digits[0]))
        {
            return false;
        }

        if (!PassesLuhn(digits))
        {
            return false;
        }

        number = new CardNumber(digits);
        return true;
    }

    /// <summary>Whether this is the number, without handing it out.</summary>
    public bool Matches(string digits) => string.Equals(_digits, digits, StringComparison.Ordinal);

    public override string ToString() => $"•••• {LastFour}";

    private static bool PassesLuhn(string digits)
    {
        var sum = 0;
        for (var i = 0; i < digits.Length; i++)
        {
            var digit = digits[^(i + 1)] - '0';
            var weighted = i % 2 == 1 ? digit * 2 : digit;
            sum += weighted > 9 ? weighted - 9 : weighted;
        }

        return sum % 10 == 0;
    }
}
