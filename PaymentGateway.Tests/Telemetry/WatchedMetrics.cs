using System.Text.Json;
using System.Text.RegularExpressions;
using PaymentGateway.Tests.Support;

namespace PaymentGateway.Tests.Telemetry;

/// <summary>Which metrics the dashboard and the alerts ask for, and by which labels.</summary>
internal static partial class WatchedMetrics
{
    // Labels that the collector and Prometheus add.
    private static readonly string[] Added = ["job", "instance", "le", "service_name"];

    public static IReadOnlyList<(string Name, IReadOnlyCollection<string> Labels)> In(string file) =>
    [
        .. from expression in Path.GetExtension(file) == ".json" ? OfDashboard(file) : OfRules(file)
           let grouping = Grouping().Matches(expression).SelectMany(match => Words().Matches(match.Groups["labels"].Value)).Select(word => word.Value)
           from metric in Metric().Matches(Grouping().Replace(expression, ""))
           let selected = Selector().Matches(metric.Groups["selectors"].Value).Select(selector => selector.Groups["label"].Value)
           select (metric.Groups["name"].Value, (IReadOnlyCollection<string>)[.. selected.Concat(grouping).Except(Added)]),
    ];

    private static IEnumerable<string> OfDashboard(string file)
    {
        using var dashboard = JsonDocument.Parse(File.ReadAllText(Path.Combine(SourceTree.Root, file)));
        return [.. from panel in dashboard.RootElement.GetProperty("panels").EnumerateArray()
                   where panel.TryGetProperty("targets", out _)
                   from target in panel.GetProperty("targets").EnumerateArray()
                   select target.GetProperty("expr").GetString()!];
    }

    private static IEnumerable<string> OfRules(string file) =>
        from rules in Yaml.Load(file)["groups"].Items
        from rule in rules["rules"].Items
        select rule["expr"].Text;

    // A metric of ours or of the runtime: has a prefix, and is not followed by what makes it a function.
    [GeneratedRegex(@"(?<name>(payment_gateway|http|db|dotnet|kestrel|aspnetcore)_[a-z0-9_]+)(\{(?<selectors>[^}]*)\})?", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Metric();

    [GeneratedRegex(@"(?<label>[a-z_]+)\s*(=~|!~|!=|=)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Selector();

    [GeneratedRegex(@"\bby\s*\((?<labels>[^)]*)\)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Grouping();

    [GeneratedRegex("[a-z_]+", RegexOptions.None, 1000)]
    private static partial Regex Words();
}
