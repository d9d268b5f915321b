using System.Net.Sockets;
using PaymentGateway.Tests.Processes;

namespace PaymentGateway.Tests.Support;

/// <summary>A merchant's server in a process of its own, as merchants write them.</summary>
internal sealed class MerchantProcess : IAsyncDisposable
{
    private readonly HostProcess _process;

    private MerchantProcess(HostProcess process, int port) => (_process, Port) = (process, port);

    public int Port { get; }

    public string Url => $"http://localhost:{Port}/webhook";

    private static string Folder => Path.Combine(SourceTree.Root, "PaymentGateway.Tests", "Merchant");

    /// <summary>The receiver of the brief, to the letter, but for its port.</summary>
    public static async Task<MerchantProcess> BriefsAsync()
    {
        var port = HostProcess.FreePort();
        var script = await File.ReadAllTextAsync(Path.Combine(Folder, "webhook-receiver.js"));
        Assert.Contains("app.listen(4000, ", script, StringComparison.Ordinal);
        return await StartAsync(port, script.Replace("app.listen(4000, ", $"app.listen({port}, ", StringComparison.Ordinal));
    }

    public static async Task<MerchantProcess> CarefulAsync(string secret)
    {
        var port = HostProcess.FreePort();
        return await StartAsync(port, await File.ReadAllTextAsync(Path.Combine(Folder, "careful-receiver.js")), secret, $"{port}");
    }

    /// <summary>Any program that is to listen on the port; waits until it does.</summary>
    public static async Task<MerchantProcess> StartAsync(Launch launch, int port)
    {
        var merchant = new MerchantProcess(HostProcess.Start(launch), port);
        await Eventually.BecomesTrueAsync(() => merchant.IsListeningAsync(), $"{launch.Program} listens on {port}", TimeSpan.FromSeconds(60));
        return merchant;
    }

    public ValueTask DisposeAsync() => _process.DisposeAsync();

    private static Task<MerchantProcess> StartAsync(int port, string script, params string[] arguments)
    {
        Assert.True(Directory.Exists(Path.Combine(Folder, "..", "node_modules")), "Run: npm ci --prefix PaymentGateway.Tests");
        return StartAsync(new Launch("node", ["-e", script, .. arguments]) { WorkingDirectory = Folder }, port);
    }

    private async Task<bool> IsListeningAsync()
    {
        Assert.False(_process.Exited.IsCompleted, _process.Tail);
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync("localhost", Port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
