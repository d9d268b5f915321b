namespace PaymentGateway.AppHost;

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
                Environment.SetEnvironmentVariable(name.Trim(), value.Trim().Trim('"', '\''));
            }
        }
    }
}
