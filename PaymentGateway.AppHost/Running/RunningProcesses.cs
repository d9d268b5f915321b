using System.Collections.Concurrent;

namespace PaymentGateway.AppHost.Running;

/// <summary>Every process of the model that people see.</summary>
internal sealed class RunningProcesses(DistributedApplicationModel model)
{
    private readonly ConcurrentDictionary<string, RunningProcess> _latest = [];

    public bool AreReady => model.Resources.OfType<ProjectResource>().All(resource =>
        Of(resource.Name).Count(process => process.IsReady) >= resource.GetReplicaCount());

    public string Waiting => string.Join(", ", model.Resources.OfType<ProjectResource>().SelectMany(resource => Of(resource.Name))
        .Where(process => !process.IsReady).Select(process => $"{process.Name} ({process.State})"));

    public IEnumerable<RunningProcess> All => _latest.Values.Where(process => process.Last.Resource is not ParameterResource);

    public IEnumerable<RunningProcess> Of(string name) =>
        _latest.Values.Where(process => process.Name == name).OrderBy(process => process.Id, StringComparer.Ordinal);

    public void Update(RunningProcess process) => _latest[process.Id] = process;
}
