using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using PaymentGateway.AppHost;
using PaymentGateway.AppHost.Local;

[assembly: UnsupportedOSPlatform("windows")] // there the application runs in containers

// A shell starts what it puts in the background with Ctrl+C ignored, and .NET respects that: here it is the way to stop.
HostProcess.StopIgnoring(StopSignal.Interrupt);
using var stop = new CancellationTokenSource();
using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
using var hangUp = PosixSignalRegistration.Create(PosixSignal.SIGHUP, Stop);

try
{
    DotEnv.Read();
    await new LocalRun(Settings.Parse(args)).RunAsync(stop.Token);
    return 0;
}
catch (StartRefusedException refusal)
{
    await Console.Error.WriteLineAsync(refusal.Message);
    return refusal.ExitCode;
}
catch (Exception reason) when (reason is InvalidOperationException or IOException or UnauthorizedAccessException)
{
    await Console.Error.WriteLineAsync($"Not started: {reason.Message}");
    return 1;
}

void Stop(PosixSignalContext signal)
{
    signal.Cancel = true;
    stop.Cancel();
}
