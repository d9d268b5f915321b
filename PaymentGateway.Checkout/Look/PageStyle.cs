namespace PaymentGateway.Checkout.Look;

/// <summary>
/// The page's style sheets. They stand in the page itself: a shopper waits for one answer and not for three before
/// anything is painted.
/// </summary>
internal static class PageStyle
{
    public static string Css { get; } = Read("page.css") + Read("screens.css");

    private static string Read(string name)
    {
        using var file = typeof(PageStyle).Assembly.GetManifestResourceStream(typeof(PageStyle), name)!;
        using var reader = new StreamReader(file);
        return reader.ReadToEnd();
    }
}
