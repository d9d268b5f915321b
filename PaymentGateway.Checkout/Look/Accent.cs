namespace PaymentGateway.Checkout.Look;

/// <summary>The shop's one colour, made readable wherever it stands: on light, on dark, and under the button's text.</summary>
internal sealed record Accent(AccentOnGround Light, AccentOnGround Dark)
{
    /// <summary>The grounds of page.css.</summary>
    public static readonly Rgb LightGround = new(255, 255, 255);
    public static readonly Rgb DarkGround = new(22, 24, 31);

    public static Accent? Parse(string? colour) =>
        Rgb.TryParse(colour, out var rgb) ? new(On(LightGround, rgb), On(DarkGround, rgb)) : null;

    /// <summary>Style rules for the page; they hold nothing but numbers of our own making.</summary>
    public string Css =>
        $":root{{--accent:{Pair(Light.Fill, Dark.Fill)};--on-accent:{Pair(Light.OnFill, Dark.OnFill)};" +
        $"--accent-text:{Pair(Light.Text, Dark.Text)}}}";

    /// <summary>The toggles of page.css.</summary>
    private static string Pair(Rgb light, Rgb dark) => $"var(--light, {light}) var(--dark, {dark})";

    private static AccentOnGround On(Rgb ground, Rgb colour)
    {
        var fill = colour.UntilReadableOn(ground, contrast: 1.4); // a shape with a text of its own: it need only be seen
        var onFill = Rgb.White.ContrastWith(fill) >= 4.5 ? Rgb.White : Rgb.Black;
        return new(fill, onFill, colour.UntilReadableOn(ground, contrast: 4.9)); // a text, also on the tinted ground
    }
}

internal sealed record AccentOnGround(Rgb Fill, Rgb OnFill, Rgb Text);
