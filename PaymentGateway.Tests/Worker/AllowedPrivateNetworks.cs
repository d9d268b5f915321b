using System.Collections.Concurrent;
using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using PaymentGateway.Core.Webhooks;
using PaymentGateway.Tests.Support;
using PaymentGateway.Worker.Webhooks;

namespace PaymentGateway.Tests.Worker;

/// <summary>An operator may let webhooks go to a private network of production. A merchant may not, and some addresses never.</summary>
public sealed class AllowedPrivateNetworks(Servers servers)
{
    private static readonly IPNetwork[] Everything = [IPNetwork.Parse("0.0.0.0/0"), IPNetwork.Parse("::/0")];

    [Theory]
    [InlineData("10.1.2.3", true)]
    [InlineData("::ffff:10.1.2.3", true)]
    [InlineData("fd12:3456::1", true)]
    [InlineData("10.2.0.1", false)]
    [InlineData("192.168.1.1", false)]
    [InlineData("fd12:3457::1", false)]
    public void Only_the_network_that_is_named_may_be_called(string address, bool isAllowed) => Assert.Equal(isAllowed,
        Production(IPNetwork.Parse("10.1.0.0/16"), IPNetwork.Parse("fd12:3456::/32"))
            .Admits(IPAddress.Parse(address), 443));

    [Theory]
    [InlineData("169.254.169.254")]
    [InlineData("169.254.170.2")]
    [InlineData("::ffff:169.254.169.254")]
    [InlineData("::169.254.169.254")]
    [InlineData("::ffff:0:169.254.169.254")]
    [InlineData("64:ff9b::169.254.169.254")]
    [InlineData("64:ff9b:1::169.254.169.254")]
    [InlineData("2002:a9fe:a9fe::1")]
    [InlineData("fe80::1")]
    [InlineData("fd00:ec2::254")]
    [InlineData("fd20:ce::254")]
    [InlineData("fd00:c1::a9fe:a9fe")]
    [InlineData("100.100.100.200")]
    [InlineData("64:ff9b::100.100.100.200")]
    [InlineData("168.63.129.16")]
    [InlineData("192.0.0.192")]
    [InlineData("0.0.0.0")]
    [InlineData("::")]
    public void Metadata_of_a_cloud_may_not_be_called_whatever_is_allowed(string address)
    {
        Assert.False(Production(Everything).Admits(IPAddress.Parse(address), 443));
        Assert.False(new WebhookAddressPolicy(isSandbox: true, Everything, []).Admits(IPAddress.Parse(address), 443));
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("::1")]
    [InlineData("::ffff:127.0.0.2")]
    [InlineData("64:ff9b::127.0.0.1")]
    public void Loopback_may_not_be_called_outside_of_a_sandbox(string address) => Assert.False(
        Production(Everything).Admits(IPAddress.Parse(address), 443));

    [Fact]
    public async Task Host_in_the_private_network_of_production_is_reached_once_it_is_allowed()
    {
        var host = NetworkInterface.GetAllNetworkInterfaces().SelectMany(network => network.GetIPProperties().UnicastAddresses)
            .Select(address => address.Address).FirstOrDefault(address => !Production().Admits(address, 443)
                && Production(new IPNetwork(address, 8 * address.GetAddressBytes().Length)).Admits(address, 443));
        Assert.SkipWhen(host is null, "This machine is in no private network.");
        var (url, network) = (host.AddressFamily == AddressFamily.InterNetworkV6 ? $"[{host}]" : $"{host}", new IPNetwork(host, 8 * host.GetAddressBytes().Length));
        using var canary = Canary.On(host);
        using var refusing = WebhookCourier.OfProduction();
        using var allowing = WebhookCourier.OfProduction(network.ToString());

        Assert.Equal(WebhookFault.Blocked, (await refusing.SendAsync($"https://{url}:{canary.Port}/")).Fault);
        Assert.False(canary.WasTouched);
        var call = allowing.SendAsync($"https://{url}:{canary.Port}/");
        await Eventually.BecomesTrueAsync(() => canary.WasTouched, "the host is called");
        Assert.Equal(WebhookErrors.Timeout, (await call).Fault?.Error); // it accepts nobody
    }

    [Fact]
    public async Task Production_worker_starts_with_an_allowed_network_and_warns()
    {
        var lines = new ConcurrentQueue<string>();
        await using var worker = await InProcessHost.StartAsync("Worker", await SettingsAsync("10.1.0.0/16"), lines.Enqueue);

        await Eventually.BecomesTrueAsync(
            () => lines.Any(line => line.Contains("10.1.0.0/16, which is not public", StringComparison.Ordinal)), "it warns");
    }

    [Theory]
    [InlineData("127.0.0.1/32", "allowed in the sandbox only")]
    [InlineData("::1/128", "allowed in the sandbox only")]
    [InlineData("not a network", "'not a network' is not a network")]
    [InlineData("10.1.0.0", "'10.1.0.0' is not a network")]
    [InlineData("10.1.0.0/33", "'10.1.0.0/33' is not a network")]
    [InlineData("::ffff:10.0.0.0/104", "is not a network")]
    public async Task Production_worker_does_not_start_with_what_cannot_be_allowed(string network, string complaint) =>
        Assert.Contains(complaint, await RefusedStart.OfAsync("Worker", await SettingsAsync(network)), StringComparison.Ordinal);

    private static WebhookAddressPolicy Production(params IPNetwork[] allowed) => new(isSandbox: false, allowed, ownPorts: []);

    private async Task<Dictionary<string, string?>> SettingsAsync(string network) => new GatewaySettings
    {
        Environment = "Production",
        TestMode = false,
        FastRetries = false,
        Extra = new Dictionary<string, string?> { ["Webhooks__AllowedPrivateNetworks__0"] = network },
    }.EnvironmentFor(await servers.EmptyDatabaseAsync(), "127.0.0.1:1");
}
