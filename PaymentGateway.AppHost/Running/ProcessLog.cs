namespace PaymentGateway.AppHost.Running;

internal static class ProcessLog
{
    private const int MaxLines = 10;

    /// <summary>The last lines that a process wrote to stderr, or to any output when it wrote nothing there.</summary>
    public static async Task<string> LastErrorsAsync(
        this ResourceLoggerService logs, RunningProcess process, CancellationToken cancellationToken)
    {
        var lines = new List<LogLine>();
        await foreach (var batch in logs.GetAllAsync(process.Id).WithCancellation(cancellationToken))
        {
            lines.AddRange(batch);
        }

        var errors = lines.Exists(line => line.IsErrorMessage) ? lines.Where(line => line.IsErrorMessage) : lines;
        return string.Join('\n', errors.TakeLast(MaxLines).Select(line => line.Content));
    }
}
