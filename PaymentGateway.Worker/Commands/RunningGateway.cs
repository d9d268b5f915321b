using System.Text.Json;
using PaymentGateway.Core.Persistence;

namespace PaymentGateway.Worker.Commands;

/// <summary>The gateway that <c>./run.sh</c> runs in this repository: commands need no settings then.</summary>
internal static class RunningGateway
{
    /// <summary>The AppHost's. This program runs from PaymentGateway.Worker/bin/Debug/net10.0.</summary>
    public static readonly string DataFolder = Path.GetFullPath("../../../../.data", AppContext.BaseDirectory);

    /// <returns>Its environment and database, as configuration; null: none runs.</returns>
    public static ConfigurationManager? ReadSettings(string dataFolder)
    {
        try
        {
            using var run = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(dataFolder, "run.json")));
            var settings = new ConfigurationManager();
            settings.AddInMemoryCollection(
            [
                new(HostDefaults.EnvironmentKey, run.RootElement.GetProperty("environment").GetString()),
                new($"ConnectionStrings:{DatabaseRegistration.ConnectionName}",
                    run.RootElement.GetProperty("database").GetString()),
            ]);
            return settings;
        }
        catch (Exception exception)
            when (exception is IOException or UnauthorizedAccessException or KeyNotFoundException)
        {
            return null;
        }
    }
}
