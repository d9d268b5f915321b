using System.Text.Json;
using System.Text.Json.Serialization;
using PaymentGateway.AppHost.Start;

namespace PaymentGateway.AppHost.Running;

/// <summary>run.json in the data folder: each process with its pid, URL and connection string, for scripts. It lasts as long as the run.</summary>
internal sealed class RunFile(DataFolder folder, RunningProcesses processes)
{
    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        WriteIndented = true,
    };

    private string _written = "";

    public async Task WriteAsync(CancellationToken cancellationToken)
    {
        var entries = new List<object>();
        foreach (var group in processes.All.Where(process => process is { Name: not "migrations", HasEnded: false }).GroupBy(process => process.Name))
        {
            foreach (var (number, process) in group.OrderBy(process => process.Id, StringComparer.Ordinal).Index())
            {
                entries.Add(new
                {
                    Name = number == 0 ? group.Key : $"{group.Key}-{number + 1}",
                    process.Pid,
                    process.Url,
                    ConnectionString = process.Last.Resource is IResourceWithConnectionString server
                        ? await server.GetConnectionStringAsync(cancellationToken)
                        : null,
                });
            }
        }

        var text = JsonSerializer.Serialize(new { resources = entries }, Json);
        if (text != _written)
        {
            folder.WritePrivate("run.json", _written = text);
        }
    }
}
