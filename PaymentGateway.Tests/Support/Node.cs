using PaymentGateway.Tests.Processes;

namespace PaymentGateway.Tests.Support;

/// <summary>The JavaScript that merchants run.</summary>
internal static class Node
{
    /// <summary>Runs a script to its end.</summary>
    /// <returns>What it wrote, at most its last thirty lines.</returns>
    public static async Task<string> RunAsync(string script, params string[] arguments)
    {
        var cancel = TestContext.Current.CancellationToken;
        var (exitCode, output) = await HostProcess.RunAsync(new Launch("node", ["-e", script, .. arguments]), cancel);
        Assert.True(exitCode == 0, output);
        return output;
    }
}
