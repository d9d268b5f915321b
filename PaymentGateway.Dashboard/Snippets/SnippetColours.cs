using ColorCode;

namespace PaymentGateway.Dashboard.Snippets;

/// <summary>Code as HTML with a class for each kind of word; all text in it is escaped.</summary>
internal static class SnippetColours
{
    private static readonly ILanguage Shell = new ShellLanguage();

    public static string Of(string code, string language)
    {
        var html = new HtmlClassFormatter().GetHtmlString(code, language switch
        {
            "csharp" => Languages.CSharp,
            "node" => Languages.JavaScript,
            "python" => Languages.Python,
            "php" => Languages.Php,
            "html" => Languages.Html,
            _ => Shell,
        });
        return Inner(html);
    }

    // The formatter wraps its lines in elements of its own; ours are there already.
    private static string Inner(string html)
    {
        var start = html.IndexOf("<pre>", StringComparison.Ordinal) + "<pre>".Length;
        var end = html.LastIndexOf("</pre>", StringComparison.Ordinal);
        return html[start..end].Trim('\r', '\n');
    }
}
