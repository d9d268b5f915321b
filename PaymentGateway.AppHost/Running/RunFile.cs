using System.Text.Json;
using System.Text.Json.Serialization;

namespace PaymentGateway.AppHost.Running;

/// <summary>
/// run.json, for scripts and for the worker's commands: the environment and the database, and each process with its pid, URL
/// and connection string.
/// </summary>
internal sealed class RunFile(DataFolder folder)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        WriteIndented = true,
    };

    private string _written = "";

    public async Task WriteAsync(
        IEnumerable<RunningProcess> processes, string? database, CancellationToken cancellationToken)
    {
        var resources = new List<object>();
        var running = processes.Where(process => process is { Name: not "migrations", HasEnded: false });
        foreach (var (name, number, process) in running.OrderBy(process => process.Id, StringComparer.Ordinal)
            .GroupBy(process => process.Name)
            .SelectMany(group => group.Select((process, index) => (group.Key, index + 1, process))))
        {
            var server = process.Last.Resource as IResourceWithConnectionString;
            resources.Add(new
            {
                Name = number == 1 ? name : $"{name}-{number}",
                process.Pid,
                process.Url,
                ConnectionString = server is null ? null : await server.GetConnectionStringAsync(cancellationToken),
            });
        }

        if (JsonSerializer.Serialize(new { environment = Sandbox.Mode, database, resources }, Json) is var text && text != _written)
        {
            folder.WritePrivate("run.json", _written = text);
        }
    }
}
