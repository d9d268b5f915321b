using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using PaymentGateway.Tests.Support;

namespace PaymentGateway.Tests.Aspire;

/// <summary>Starts that end with a message before anything is started.</summary>
public sealed class RefusedStarts : IDisposable
{
    private readonly TestFolder _folder = new();

    [Fact]
    public async Task Help_prints_the_usage_and_exits_with_0()
    {
        var output = await ExpectExitAsync(0, ["--help"]);

        Assert.StartsWith("Starts PostgreSQL", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Unknown argument: --frehs", "--frehs")]
    [InlineData("--workers takes a number from 1 to 32.", "--workers", "33")]
    [InlineData("--apis takes a number from 1 to 32.", "--apis", "two")]
    [InlineData("--data needs a value.", "--data")]
    [InlineData("--data needs a value.", "--data=")]
    [InlineData("--workers takes a number from 1 to 32.", "--workers=0")]
    [InlineData("Unknown argument: --frehs", "--frehs=true")]
    public async Task A_wrong_argument_is_named_with_the_usage(string message, params string[] arguments)
    {
        var output = await ExpectExitAsync(2, [.. arguments]);

        Assert.StartsWith($"{message}\n\nStarts PostgreSQL", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_port_out_of_range_is_named_with_its_variable()
    {
        var output = await ExpectExitAsync(2, [], ("API_PORT", "70000"));

        Assert.StartsWith("API_PORT is not a port ", output, StringComparison.Ordinal);
        Assert.EndsWith(": 70000", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_taken_port_is_reported_with_its_holder_and_the_variable_that_changes_it()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port.ToString(CultureInfo.InvariantCulture);

        var output = await ExpectExitAsync(1, [], ("API_PORT", port));

        Assert.StartsWith($"Port {port} of api is in use by ", output, StringComparison.Ordinal);
        Assert.Contains($"(pid {Environment.ProcessId})", output, StringComparison.Ordinal);
        Assert.Contains("API_PORT=", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_data_folder_that_is_a_file_is_reported()
    {
        var file = _folder.Child("file");
        await File.WriteAllTextAsync(file, "", TestContext.Current.CancellationToken);

        var output = await ExpectExitAsync(1, ["--data", file]);

        Assert.StartsWith("The data folder cannot be used: ", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_missing_server_is_reported_with_the_command_that_installs_it()
    {
        var dotnet = Path.GetFullPath("../../..", RuntimeEnvironment.GetRuntimeDirectory());

        var output = await ExpectExitAsync(2, [], ("PATH", "/nonexistent"), ("DOTNET_ROOT", dotnet));

        Assert.Contains("is not installed", output, StringComparison.Ordinal);
        Assert.Contains("apt-get install postgresql redis-server", output, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private async Task<string> ExpectExitAsync(
        int exitCode, ImmutableArray<string> arguments, params (string Name, string? Value)[] environment)
    {
        await using var appHost = StartedAppHost.Start(_folder.Child("data"), arguments, environment);
        var actual = await appHost.ExitCodeAsync();
        Assert.True(exitCode == actual, $"Exit code {actual}:\n{appHost.Output}");
        Assert.DoesNotContain(appHost.Lines, StartedAppHost.IsStackFrame);
        return appHost.Output;
    }
}
