using System.Text.RegularExpressions;

namespace PaymentGateway.Checkout.Look;

/// <summary>
/// The page's style sheets. They stand in the page itself: a shopper waits for one answer and not for three before
/// anything is painted.
/// </summary>
internal static partial class PageStyle
{
    public static string Css { get; } = Read("page.css") + Read("screens.css");

    private static string Read(string name)
    {
        using var file = typeof(PageStyle).Assembly.GetManifestResourceStream(typeof(PageStyle), name)!;
        using var reader = new StreamReader(file);
        return Unseen.Replace(reader.ReadToEnd(), "");
    }

    /// <summary>Comments and indentation: a fifth of the bytes.</summary>
    [GeneratedRegex(@"/\*.*?\*/\n?|(?<=\n)[ ]+", RegexOptions.Singleline)]
    private static partial Regex Unseen { get; }
}
