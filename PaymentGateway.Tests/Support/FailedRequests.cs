using PaymentGateway.Tests.Processes;

namespace PaymentGateway.Tests.Support;

/// <summary>Log lines of requests that hosts in the test process failed with 5xx: the response does not give the cause.</summary>
internal static class FailedRequests
{
    private const string Prefix = "Error: PaymentGateway.Api ";
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(1); // a request is logged after its response is sent

    private static readonly RecentLines Lines = new(log: null, length: 1000);

    /// <param name="line">Any line of a host's log.</param>
    public static void Add(string line)
    {
        if (line.StartsWith(Prefix, StringComparison.Ordinal))
        {
            Lines.Add(line);
        }
    }

    /// <returns>The request's line; null if there is none.</returns>
    public static string? Find(string requestId)
    {
        string? line = null;
        SpinWait.SpinUntil(() => (line = Lines.Find(requestId)) is not null, Timeout);
        return line;
    }
}
