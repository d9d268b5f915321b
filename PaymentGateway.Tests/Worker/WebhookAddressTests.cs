using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using PaymentGateway.Core.Webhooks;
using PaymentGateway.Tests.Support;
using PaymentGateway.Worker.Webhooks;

namespace PaymentGateway.Tests.Worker;

/// <summary>No merchant can make us call what only we can reach, however the address is written.</summary>
public sealed class WebhookAddressTests
{
    private static readonly string[] Forms =
    [
        "https://127.0.0.1:{0}/", "https://127.1:{0}/", "https://127.0.1:{0}/", "https://2130706433:{0}/",
        "https://0x7f000001:{0}/", "https://0x7f.0.0.1:{0}/", "https://0x7F.0x0.0x0.0x1:{0}/", "https://0177.0.0.1:{0}/",
        "https://017700000001:{0}/", "https://0000177.0.0.01:{0}/", "https://127.0.0.1.:{0}/", "https://127.0.0.2:{0}/",
        "https://127.255.255.254:{0}/", "https://localhost:{0}/", "https://LOCALHOST:{0}/", "https://localhost.:{0}/",
        "https://0:{0}/", "https://0.0.0.0:{0}/", "https://0x0:{0}/", "https://[::1]:{0}/", "https://[0:0:0:0:0:0:0:1]:{0}/",
        "https://[::]:{0}/", "https://[::ffff:127.0.0.1]:{0}/", "https://[::ffff:7f00:1]:{0}/", "https://[::127.0.0.1]:{0}/",
        "https://[::ffff:0:127.0.0.1]:{0}/", "https://[64:ff9b::127.0.0.1]:{0}/", "https://[64:ff9b::7f00:1]:{0}/",
        "https://[64:ff9b:1::7f00:1]:{0}/", "https://[2002:7f00:1::]:{0}/", "https://[2001:0:7f00:1::]:{0}/",
        "https://user@127.0.0.1:{0}/", "https://user:password@127.0.0.1:{0}/", "https://shop.example@127.0.0.1:{0}/",
        "https://127.0.0.1:{0}#@shop.example/", "https://127.0.0.1:{0}?@shop.example/", @"https://127.0.0.1:{0}\@shop.example/",
        "https://１２７.０.０.１:{0}/", "https://①②⑦.⓪.⓪.①:{0}/", "https://127。0。0。1:{0}/", "https://127．0．0．1:{0}/",
        "https://%31%32%37.0.0.1:{0}/", "https://ｌｏｃａｌｈｏｓｔ:{0}/", "https://loc\u00adalhost:{0}/", "https:127.0.0.1:{0}/",
        "https:///127.0.0.1:{0}/", " https://127.0.0.1:{0}/ ", "https://127\t.0.0.1:{0}/",
        "http://127.0.0.1:{0}/", "http://localhost:{0}/", "ftp://127.0.0.1:{0}/", "gopher://127.0.0.1:{0}/_x",
        "file:///etc/passwd", "//127.0.0.1:{0}/", "127.0.0.1:{0}", "",
    ];

    [Fact]
    public async Task No_form_of_a_local_address_is_ever_connected_to()
    {
        using var canary = Canary.OnEveryAddress();
        using var courier = WebhookCourier.OfProduction();
        var urls = Forms.Select(form => string.Format(null, form, canary.Port)).Concat(LocalAddresses().Select(ip => $"https://{ip}:{canary.Port}/"))
            .Append($"https://{Dns.GetHostName()}:{canary.Port}/").ToList();

        var outcomes = await Task.WhenAll(urls.Select(courier.SendAsync));

        Assert.True(urls.Count >= 40);
        Assert.All(urls.Zip(outcomes), sent => Assert.True(
            sent.Second.Fault?.Error is WebhookErrors.Blocked or WebhookErrors.Dns, $"{sent.First}: {sent.Second}"));
        Assert.False(canary.WasTouched);
    }

    [Fact]
    public async Task Control_in_a_sandbox_the_same_canary_is_touched()
    {
        using var canary = Canary.OnEveryAddress();
        using var courier = WebhookCourier.OfSandbox();

        await Task.WhenAll(courier.SendAsync($"http://127.0.0.1:{canary.Port}/"),
            Eventually.BecomesTrueAsync(() => canary.WasTouched, "the canary is touched"));
    }

    [Fact]
    public async Task A_name_that_turns_local_when_it_is_asked_again_gets_nowhere()
    {
        using var shop = Canary.On(IPAddress.Parse("127.0.0.2"));
        using var canary = Canary.On(IPAddress.Loopback, shop.Port);
        var asked = 0;
        using var courier = WebhookCourier.OfSandbox(
            (_, _) => Task.FromResult<IPAddress[]>([Interlocked.Increment(ref asked) % 2 == 1 ? shop.Address : canary.Address]),
            ["127.0.0.2/32"]);
        _ = shop.HangUpOnEverybodyAsync();

        for (var i = 0; i < 200; i++)
        {
            await courier.SendAsync($"http://rebinding.example:{shop.Port}/");
        }

        Assert.Equal(200, asked);
        Assert.False(canary.WasTouched);
    }

    [Theory]
    [InlineData("169.254.169.254")]
    [InlineData("[fe80::1]")]
    [InlineData("[fd00:ec2::254]")]
    [InlineData("[::ffff:169.254.169.254]")]
    [InlineData("168.63.129.16")]
    public async Task Not_even_a_sandbox_reaches_the_metadata_of_a_cloud(string host)
    {
        using var courier = WebhookCourier.OfSandbox();

        Assert.Equal(WebhookFault.Blocked, (await courier.SendAsync($"http://{host}/latest/meta-data")).Fault);
    }

    private static IEnumerable<string> LocalAddresses() => NetworkInterface.GetAllNetworkInterfaces()
        .SelectMany(network => network.GetIPProperties().UnicastAddresses).Select(address => address.Address)
        .Select(ip => ip.AddressFamily == AddressFamily.InterNetworkV6 ? $"[{ip}]" : ip.ToString());
}
