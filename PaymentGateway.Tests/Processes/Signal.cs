namespace PaymentGateway.Tests.Processes;

/// <summary>Signals with Linux numbers. PosixSignal of .NET has no SIGKILL and no SIGSTOP.</summary>
internal enum Signal
{
    Kill = 9,
    Terminate = 15,
    Continue = 18,
    Stop = 19,
}
