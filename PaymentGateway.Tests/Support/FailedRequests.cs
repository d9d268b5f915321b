using PaymentGateway.Tests.Processes;

namespace PaymentGateway.Tests.Support;

/// <summary>Why hosts in the process of the tests answered 5xx: their answers do not tell, but the lines in their logs do.</summary>
internal static class FailedRequests
{
    private const string Beginning = "Error: PaymentGateway.Api ";
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(1); // the line is written after the response has left

    private static readonly RecentLines Lines = new(log: null, length: 1000);

    /// <param name="line">Any line of a host's log.</param>
    public static void Add(string line)
    {
        if (line.StartsWith(Beginning, StringComparison.Ordinal))
        {
            Lines.Add(line);
        }
    }

    /// <returns>The line of this request; "" if there is none.</returns>
    public static string Find(string requestId)
    {
        string? line = null;
        SpinWait.SpinUntil(() => (line = Lines.Find(requestId)) is not null, LongestWait);
        return line ?? "";
    }
}
