namespace PaymentGateway.Core.Payments.Methods;

/// <summary>Whose card it is, by the longest prefix that matches. A network never decides whether a card is accepted.</summary>
/// <param name="CvvLength">Digits of the security code; 0: three or four.</param>
/// <param name="Lengths">How many digits its cards are known to have.</param>
public sealed record CardNetwork(string Name, int CvvLength, params IReadOnlyList<int> Lengths)
{
    private static readonly CardNetwork Unknown = new("unknown", 0);

    // One row a range: the first and the last prefix, both of the same length.
    private static readonly (int From, int To, CardNetwork Network)[] Ranges = BuildRanges();

    public static CardNetwork Of(string digits) =>
        Ranges.FirstOrDefault(range => InRange(digits, range.From, range.To)).Network ?? Unknown;

    public bool AcceptsCvv(string? cvv) =>
        cvv is not null && cvv.All(char.IsAsciiDigit) && (CvvLength == 0 ? cvv.Length is 3 or 4 : cvv.Length == CvvLength);

    private static bool InRange(string digits, int from, int to)
    {
        var length = from.ToString(System.Globalization.CultureInfo.InvariantCulture).Length;
        var prefix = int.Parse(digits.AsSpan(0, length), System.Globalization.CultureInfo.InvariantCulture);
        return from <= prefix && prefix <= to;
    }

    private static (int From, int To, CardNetwork Network)[] BuildRanges()
    {
        CardNetwork visa = new("visa", 3, 13, 16, 18, 19), mastercard = new("mastercard", 3, 16), amex = new("amex", 4, 15);
        CardNetwork rupay = new("rupay", 3, 16), discover = new("discover", 3, 16, 19), diners = new("diners", 3, 14);
        CardNetwork jcb = new("jcb", 3, 16, 17, 18, 19);
        return
        [
            .. new (int From, int To, CardNetwork Network)[]
            {
                (4, 4, visa),
                (51, 55, mastercard), (2221, 2720, mastercard),
                (34, 34, amex), (37, 37, amex),
                (508500, 508999, rupay), (60, 60, rupay), (65, 65, rupay), (81, 89, rupay),
                (6011, 6011, discover), (644, 649, discover),
                (300, 305, diners), (36, 36, diners), (38, 39, diners),
                (3528, 3589, jcb),
            }.OrderByDescending(range => range.From.ToString(System.Globalization.CultureInfo.InvariantCulture).Length),
        ];
    }
}
