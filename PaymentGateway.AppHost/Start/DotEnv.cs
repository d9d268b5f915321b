namespace PaymentGateway.AppHost.Start;

internal static class DotEnv
{
    /// <summary>The repository: this program runs from PaymentGateway.AppHost/bin/Debug/net10.0.</summary>
    public static string Root { get; } = Path.GetFullPath("../../../..", AppContext.BaseDirectory);

    /// <summary>Sets what .env contains and the environment does not, as compose does.</summary>
    public static void Read()
    {
        var file = Path.Combine(Root, ".env");
        foreach (var line in File.Exists(file) ? File.ReadLines(file) : [])
        {
            if (line.Trim().Split('=', 2) is [var name, var value] && !name.StartsWith('#')
                && Environment.GetEnvironmentVariable(name.Trim()) is null)
            {
                Environment.SetEnvironmentVariable(name.Trim(), ValueOf(value.Trim()));
            }
        }
    }

    // A quoted value ends at its quote, any other at a comment.
    private static string ValueOf(string text) =>
        text is ['"' or '\'', .. var rest] && rest.IndexOf(text[0]) is >= 0 and var end
            ? rest[..end]
            : text.Split(" #", 2)[0].TrimEnd();
}
