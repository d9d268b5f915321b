using PaymentGateway.AppHost.Local;

namespace PaymentGateway.Tests.Support;

/// <summary>The hosts as they are built, each in a process of its own.</summary>
internal static class ServiceProcess
{
    public static HostProcess Start(string host, IReadOnlyDictionary<string, string?> environment, params string[] arguments) =>
        Start(host, environment, log: null, arguments);

    /// <param name="log">Hears every line it writes.</param>
    public static HostProcess Start(
        string host, IReadOnlyDictionary<string, string?> environment, Action<string>? log, params string[] arguments) =>
        HostProcess.StartService(PathOf(host), [.. arguments], environment, log);

    public static async Task MigrateAsync(string connectionString)
    {
        await using var migration = Start("Worker", new Dictionary<string, string?>
        {
            ["ConnectionStrings__gatewaydb"] = connectionString,
            ["ConnectionStrings__redis"] = "127.0.0.1:1", // not asked
            ["DOTNET_ENVIRONMENT"] = "Development",
        }, "migrate");
        Assert.True(await migration.Exited == 0, migration.Tail);
    }

    private static string PathOf(string host)
    {
        var framework = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd('/'));
        var root = framework.Parent!.Parent!.Parent!.Parent!.FullName;
        return Path.Combine(root, $"PaymentGateway.{host}", "bin", framework.Parent.Name, framework.Name, $"PaymentGateway.{host}.dll");
    }
}
