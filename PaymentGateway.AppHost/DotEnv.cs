namespace PaymentGateway.AppHost;

internal static class DotEnv
{
    /// <summary>The repository: we run from PaymentGateway.AppHost/bin/Debug/net10.0.</summary>
    public static string Root { get; } = Path.GetFullPath("../../../..", AppContext.BaseDirectory);

    /// <summary>Takes what .env says and the environment does not, as compose does.</summary>
    public static void Read()
    {
        var path = Path.Combine(Root, ".env");
        var lines = File.Exists(path) ? File.ReadLines(path) : [];
        foreach (var line in lines.Select(line => line.Trim()).Where(line => !line.StartsWith('#') && line.Contains('=')))
        {
            var (name, value) = (line[..line.IndexOf('=')].Trim(), line[(line.IndexOf('=') + 1)..].Trim().Trim('"', '\''));
            if (Environment.GetEnvironmentVariable(name) is null)
            {
                Environment.SetEnvironmentVariable(name, value);
            }
        }
    }
}
