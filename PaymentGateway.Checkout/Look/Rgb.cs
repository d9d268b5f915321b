using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace PaymentGateway.Checkout.Look;

/// <summary>A colour, and how well it can be read on another (WCAG 2.2 relative luminance).</summary>
internal sealed record Rgb(byte Red, byte Green, byte Blue)
{
    public static readonly Rgb White = new(255, 255, 255);
    public static readonly Rgb Black = new(0, 0, 0);

    private double Luminance => (0.2126 * Linear(Red)) + (0.7152 * Linear(Green)) + (0.0722 * Linear(Blue));

    /// <summary><c>#rgb</c> or <c>#rrggbb</c>, the hash may be missing; anything else is no colour.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out Rgb? colour)
    {
        var digits = (text ?? "").TrimStart('#');
        if (digits.Length == 3)
        {
            digits = string.Concat(digits.Select(digit => new string(digit, 2)));
        }

        var isColour = int.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value)
            && digits.Length == 6;
        colour = isColour ? new((byte)(value >> 16), (byte)(value >> 8), (byte)value) : null;
        return isColour;
    }

    public double ContrastWith(Rgb other)
    {
        var (light, dark) = Luminance > other.Luminance ? (this, other) : (other, this);
        return (light.Luminance + 0.05) / (dark.Luminance + 0.05);
    }

    /// <summary>This colour, moved towards black or white only as far as the contrast asks.</summary>
    public Rgb UntilReadableOn(Rgb ground, double contrast)
    {
        var goal = White.ContrastWith(ground) > Black.ContrastWith(ground) ? White : Black;
        for (var step = 0; step < 20; step++)
        {
            var mixed = MixedWith(goal, step / 20.0);
            if (mixed.ContrastWith(ground) >= contrast)
            {
                return mixed;
            }
        }

        return goal;
    }

    public override string ToString() => $"#{Red:x2}{Green:x2}{Blue:x2}";

    private Rgb MixedWith(Rgb other, double share) => new(
        Mix(Red, other.Red, share), Mix(Green, other.Green, share), Mix(Blue, other.Blue, share));

    private static byte Mix(byte from, byte to, double share) => (byte)Math.Round(from + ((to - from) * share));

    private static double Linear(byte channel) =>
        channel / 255.0 is <= 0.04045 and var low ? low / 12.92 : Math.Pow(((channel / 255.0) + 0.055) / 1.055, 2.4);
}
