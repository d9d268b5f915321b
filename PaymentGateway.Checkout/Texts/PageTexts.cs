using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json;

namespace PaymentGateway.Checkout.Texts;

/// <summary>All that the page says in one language. A language is one file beside this one.</summary>
internal sealed class PageTexts
{
    private static readonly FrozenDictionary<string, PageTexts> All =
        new[] { "en", "hi" }.ToFrozenDictionary(language => language, language => new PageTexts(language), StringComparer.Ordinal);

    private PageTexts(string language)
    {
        using var file = typeof(PageTexts).Assembly.GetManifestResourceStream(typeof(PageTexts), language + ".json")!;
        using var parsed = JsonDocument.Parse(file);
        Page = Section("page");
        Script = Section("script");
        Language = language;

        Dictionary<string, string> Section(string name) =>
            parsed.RootElement.GetProperty(name).Deserialize(PageJson.Default.DictionaryStringString)!;
    }

    public string Language { get; }

    /// <summary>What the markup says.</summary>
    public IReadOnlyDictionary<string, string> Page { get; }

    /// <summary>What the page's script says.</summary>
    public IReadOnlyDictionary<string, string> Script { get; }

    public string this[string key] => Page[key];

    public string Format(string key, params ReadOnlySpan<object?> values) =>
        string.Format(CultureInfo.InvariantCulture, Page[key], values);

    /// <summary>The shop's wish, else the browser's first language that we speak, else English.</summary>
    public static PageTexts For(string? wish, string? acceptLanguage) =>
        (acceptLanguage ?? "").Split(',').Prepend(wish ?? "")
            .Select(tag => All.GetValueOrDefault(tag.Split('-', ';')[0].Trim().ToLowerInvariant()))
            .FirstOrDefault(texts => texts is not null) ?? All["en"];
}
