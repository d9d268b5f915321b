using System.Runtime.CompilerServices;

namespace PaymentGateway.Tests.Support;

/// <summary>
/// Services that tests start in processes of their own run for seconds. What .NET compiles once more to make it faster
/// would take a third of their processor time and never pay. Not for this process, which has read its settings by now.
/// </summary>
internal static class ChildProcesses
{
    private const string PauseBeforeOptimizing = "DOTNET_TC_CallCountingDelayMs";

    [ModuleInitializer]
    internal static void SpareThemTheOptimizing() => Environment.SetEnvironmentVariable(PauseBeforeOptimizing, "20000");
}
