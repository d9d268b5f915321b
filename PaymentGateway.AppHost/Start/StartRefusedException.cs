namespace PaymentGateway.AppHost.Start;

/// <summary>The start ends with this message, which says what to do, and without a stack trace.</summary>
internal sealed class StartRefusedException(string message, int exitCode = 1) : Exception(message)
{
    public int ExitCode => exitCode;
}
