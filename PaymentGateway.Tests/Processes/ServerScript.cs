using PaymentGateway.Tests.Support;

namespace PaymentGateway.Tests.Processes;

/// <summary>The AppHost's start scripts: what runs in development also runs in tests and benchmarks.</summary>
internal static class ServerScript
{
    private static readonly TimeSpan StartTimeout = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(50);

    /// <param name="environment">What the head of the script lists.</param>
    public static HostProcess Start(
        string script, string folder, bool durable, Dictionary<string, string?> environment, Action<string>? log)
    {
        environment["DURABLE"] = durable ? "yes" : "no";
        var path = Path.Combine(SourceTree.Root, "PaymentGateway.AppHost", "Servers", script);
        return HostProcess.Start(new Launch("/bin/sh", path, folder) { Environment = environment, Log = log });
    }

    public static async Task WaitUntilReadyAsync(
        HostProcess server, Func<CancellationToken, Task<bool>> isReadyAsync, CancellationToken cancellationToken)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeout.CancelAfter(StartTimeout);
        try
        {
            while (!await isReadyAsync(timeout.Token))
            {
                if (server.Exited.IsCompleted)
                {
                    throw new InvalidOperationException($"The server does not start:\n{server.Tail}");
                }

                await Task.Delay(PollInterval, TimeProvider.System, timeout.Token);
            }
        }
        catch (OperationCanceledException error) when (!cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException($"The server is not ready after {StartTimeout}:\n{server.Tail}", error);
        }
    }
}
