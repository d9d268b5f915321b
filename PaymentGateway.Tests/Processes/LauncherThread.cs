using System.Collections.Concurrent;

namespace PaymentGateway.Tests.Processes;

/// <summary>
/// One thread that starts all children and lasts as long as the process. To the kernel the parent is the thread that
/// forked, and a child with --pdeathsig gets its signal when that thread ends, as threads of the pool do.
/// </summary>
internal static class LauncherThread
{
    private static readonly BlockingCollection<Action> Queue = StartThread();

    public static T Run<T>(Func<T> start)
    {
        var started = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        Queue.Add(() =>
        {
            try
            {
                started.SetResult(start());
            }
            catch (Exception error)
            {
                started.SetException(error);
            }
        });
        return started.Task.GetAwaiter().GetResult();
    }

    private static BlockingCollection<Action> StartThread()
    {
        var queue = new BlockingCollection<Action>();
        var thread = new Thread(() =>
        {
            foreach (var start in queue.GetConsumingEnumerable())
            {
                start();
            }
        });
        thread.IsBackground = true;
        thread.Start();
        return queue;
    }
}
