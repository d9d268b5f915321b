using Microsoft.Extensions.Hosting;
using PaymentGateway.ServiceDefaults;

namespace PaymentGateway.Tests.Support;

/// <summary>A host that is to end before its start because of a wrong setting, built in the process of the tests.</summary>
internal static class RefusedStart
{
    /// <returns>The line that it writes to stderr.</returns>
    public static async Task<string> OfAsync(string host, IReadOnlyDictionary<string, string?> environment)
    {
        await using var errors = new StringWriter();
        var exitCode = await Startup.RunAsync(() => HostUnderTest.Create(host, environment), IsAcceptedAsync, errors);

        Assert.True(exitCode == Startup.WrongSettingExitCode, $"{host} exits with {exitCode}: {errors}");
        return ExpectOneLine(errors.ToString());
    }

    /// <param name="output">All that was written.</param>
    public static string ExpectOneLine(string output)
    {
        var line = Assert.Single(output.Trim().Split('\n'));
        Assert.StartsWith("Not started: ", line, StringComparison.Ordinal);
        return line;
    }

    private static Task<int> IsAcceptedAsync(IHost host) => Task.FromResult(0);
}
