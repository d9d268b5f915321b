using System.Runtime.CompilerServices;

namespace PaymentGateway.Tests.Support;

/// <summary>
/// Delays the recompilation of hot code (tiered compilation) in child processes: they live for seconds, and it takes a third
/// of their processor time. The tests' own process keeps it, because the runtime reads the setting when it starts.
/// </summary>
internal static class ChildProcesses
{
    private const string RecompilationDelay = "DOTNET_TC_CallCountingDelayMs";

    [ModuleInitializer]
    internal static void DelayRecompilation() => Environment.SetEnvironmentVariable(RecompilationDelay, "20000");
}
