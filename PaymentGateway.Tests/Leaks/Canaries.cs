using System.Globalization;
using System.Text.RegularExpressions;

namespace PaymentGateway.Tests.Leaks;

/// <summary>Card numbers and security codes that must be found nowhere, and what finds them however they are written.</summary>
internal static class Canaries
{
    // Twenty that look like cards in every respect, of every network; none is anybody's published test card.
    public static readonly IReadOnlyList<string> Numbers =
    [
        .. new[]
        {
            "400012345600001", "424299887700002", "411177665500003", "455512398700004", "499988112200005", "516600112233441", "555098712300006",
            "222399001122337", "271200998877665", "37001122334455", "34119988776655", "508512345678901", "606712345678902", "652100998877662",
            "817712345678903", "601198765432101", "648812345678904", "3600112233445", "352912345678905", "358998765432106",
        }.Select(WithCheckDigit),
    ];

    // The same with a typing error, and too long ones: whatever is sent for a card is nobody's to keep.
    public static readonly IReadOnlyList<string> Malformed =
    [
        .. Numbers.Take(5).Select(number => number[..^1] + (char)('0' + (number[^1] - '0' + 1) % 10)),
        .. Numbers.Skip(5).Take(5).Select(number => number + "00112233445566"),
    ];

    // What stands inside of a longer text is the merchant's own to keep: it may be stored and given back, and nothing else.
    public static readonly IReadOnlyList<string> InsideOfText = [.. new[] { "400087655500009", "222388001122339" }.Select(WithCheckDigit)];

    // A zero in front keeps them apart from every number that programs write.
    public static readonly IReadOnlyList<string> Codes = [.. Enumerable.Range(0, 20).Select(i => string.Create(CultureInfo.InvariantCulture, $"0{307 + (i * 31)}"))];

    public static readonly IReadOnlyList<string> OversizedCodes = ["0918273645546372819", "90817263544536271809", "cvv-is-nine-eight-seven"];

    public static string Grouped(string number, char separator) =>
        string.Join(separator, number.Chunk(4).Select(group => new string(group)));

    /// <returns>What is found in a text, each once.</returns>
    public static IReadOnlyList<string> FindIn(string text) =>
    [
        .. Numbers.Concat(Malformed).SelectMany(number => new[] { number, Grouped(number, ' '), Grouped(number, '-') })
            .Concat(OversizedCodes).Where(secret => text.Contains(secret, StringComparison.Ordinal)),
        // Alone, not as a piece of an id, a time or an address.
        .. Codes.Where(code => Regex.IsMatch(text, $"(?<![0-9A-Za-z.:/_+-]){code}(?![0-9A-Za-z.:/_+-])", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(10))),
    ];

    private static string WithCheckDigit(string digits) =>
        digits + (char)('0' + ((10 - (digits.Reverse().Select((c, i) => Weigh(c - '0', isDoubled: i % 2 == 0)).Sum() % 10)) % 10));

    private static int Weigh(int digit, bool isDoubled) => isDoubled ? (digit * 2 / 10) + (digit * 2 % 10) : digit;
}
