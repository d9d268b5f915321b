using System.Text.Json;
using PaymentGateway.Tests.Support;

namespace PaymentGateway.Tests.Architecture;

/// <summary>One of our processes, as aspire-manifest.json describes it.</summary>
/// <param name="Keys">The names of its settings in the environment.</param>
internal sealed record PublishedService(
    string Name, string Project, IReadOnlyList<string> Arguments, int? Port, IReadOnlyList<string> Keys);

internal static class AspireManifest
{
    public static readonly IReadOnlyList<PublishedService> Services = [.. Read()];

    private static IEnumerable<PublishedService> Read()
    {
        using var manifest = JsonDocument.Parse(File.ReadAllText(Path.Combine(SourceTree.Root, "aspire-manifest.json")));
        foreach (var resource in manifest.RootElement.GetProperty("resources").EnumerateObject())
        {
            if (resource.Value.GetProperty("type").GetString() == "project.v0")
            {
                yield return Read(resource.Name, resource.Value);
            }
        }
    }

    private static PublishedService Read(string name, JsonElement resource) => new(
        name,
        Path.GetFileNameWithoutExtension(resource.GetProperty("path").GetString()!),
        resource.TryGetProperty("args", out var arguments) ? [.. arguments.EnumerateArray().Select(argument => argument.GetString()!)] : [],
        resource.TryGetProperty("bindings", out var bindings) ? PortOf(bindings.GetProperty("http")) : null,
        [.. resource.GetProperty("env").EnumerateObject().Select(variable => variable.Name)]);

    private static int PortOf(JsonElement binding) =>
        (binding.TryGetProperty("targetPort", out var port) ? port : binding.GetProperty("port")).GetInt32();
}
