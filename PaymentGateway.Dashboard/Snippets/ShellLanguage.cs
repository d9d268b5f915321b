using ColorCode;
using ColorCode.Common;

namespace PaymentGateway.Dashboard.Snippets;

/// <summary>As much of a shell as curl's command lines need; the colouring library knows none.</summary>
internal sealed class ShellLanguage : ILanguage
{
    public string Id => "shell";

    public string Name => "Shell";

    public string CssClassName => "shell";

    public string? FirstLinePattern => null;

    public IList<LanguageRule> Rules =>
    [
        new(@"(?m)^\s*(\#.*)$", new Dictionary<int, string> { [1] = ScopeName.Comment }),
        new(@"'[^']*'|""[^""]*""", new Dictionary<int, string> { [0] = ScopeName.String }),
        new(@"\b(curl|for|in|do|done|printf|openssl|sed)\b", new Dictionary<int, string> { [1] = ScopeName.Keyword }),
        new(@"\s(--?[A-Za-z][\w-]*)", new Dictionary<int, string> { [1] = ScopeName.PowerShellParameter }),
    ];

    public bool HasAlias(string lang) => lang is "bash" or "curl";
}
