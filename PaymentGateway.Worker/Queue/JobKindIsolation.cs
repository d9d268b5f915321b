using System.Collections.Frozen;
using PaymentGateway.Core.Queue;

namespace PaymentGateway.Worker.Queue;

/// <summary>A turn through all kinds of jobs in which one that fails pauses by itself and the others go on.</summary>
internal sealed class JobKindIsolation(string loop, TimeProvider clock, ILogger logger)
{
    private readonly FrozenDictionary<JobKind, FailureBackoff> _backoffs = JobKinds.All.ToFrozenDictionary(
        kind => kind, kind => new FailureBackoff($"{loop} of {JobKinds.WireName(kind)} jobs", clock, logger));

    public async Task ForEachAsync(IEnumerable<JobKind> kinds, Func<JobKind, Task> work, CancellationToken stop)
    {
        foreach (var kind in kinds.Where(kind => !_backoffs[kind].IsPaused))
        {
            try
            {
                await work(kind);
                _backoffs[kind].Succeed();
            }
            catch (Exception exception) when (!stop.IsCancellationRequested)
            {
                _backoffs[kind].Fail(exception);
            }
        }
    }
}
