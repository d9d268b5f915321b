using System.Net;
using PaymentGateway.Worker.Webhooks;

namespace PaymentGateway.Tests.Worker;

public sealed class WebhookAddressPolicyTests
{
    private static readonly WebhookAddressPolicy Production = new(isSandbox: false, [], ownPorts: [6543]);

    [Theory]
    [InlineData("8.8.8.8")]
    [InlineData("172.15.255.255")]
    [InlineData("172.32.0.0")]
    [InlineData("100.63.255.255")]
    [InlineData("169.253.255.255")]
    [InlineData("223.255.255.255")]
    [InlineData("::ffff:8.8.8.8")]
    [InlineData("2606:4700:4700::1111")]
    [InlineData("2a00::1")]
    public void What_is_public_may_be_called(string address) => Assert.True(Production.Admits(IPAddress.Parse(address), 443));

    [Theory]
    [InlineData("0.0.0.1")]
    [InlineData("10.255.255.255")]
    [InlineData("100.64.0.0")]
    [InlineData("100.127.255.255")]
    [InlineData("127.255.255.255")]
    [InlineData("169.254.169.254")]
    [InlineData("172.16.0.0")]
    [InlineData("172.31.255.255")]
    [InlineData("192.0.0.192")]
    [InlineData("192.0.2.1")]
    [InlineData("192.88.99.1")]
    [InlineData("192.168.255.255")]
    [InlineData("198.18.0.1")]
    [InlineData("198.19.255.255")]
    [InlineData("198.51.100.7")]
    [InlineData("203.0.113.7")]
    [InlineData("224.0.0.1")]
    [InlineData("240.0.0.1")]
    [InlineData("255.255.255.255")]
    [InlineData("::")]
    [InlineData("::1")]
    [InlineData("::10.0.0.1")]
    [InlineData("::ffff:10.0.0.1")]
    [InlineData("::ffff:0:10.0.0.1")]
    [InlineData("64:ff9b::10.0.0.1")]
    [InlineData("64:ff9b:1::a00:1")]
    [InlineData("100::1")]
    [InlineData("2001::1")]
    [InlineData("2001:1ff:ffff::1")]
    [InlineData("2001:db8::1")]
    [InlineData("2002:a00:1::")]
    [InlineData("3fff::1")]
    [InlineData("5f00::1")]
    [InlineData("fc00::1")]
    [InlineData("fdff::1")]
    [InlineData("fe80::1")]
    [InlineData("febf::1")]
    [InlineData("fec0::1")]
    [InlineData("ff02::1")]
    public void What_is_not_public_may_not(string address) => Assert.False(Production.Admits(IPAddress.Parse(address), 443));

    [Theory]
    [InlineData(80, true)]
    [InlineData(443, true)]
    [InlineData(1024, true)]
    [InlineData(65535, true)]
    [InlineData(22, false)]
    [InlineData(25, false)]
    [InlineData(1023, false)]
    [InlineData(6543, false)]
    public void Ports_of_systems_and_our_own_servers_may_not_be_called(int port, bool isAllowed) =>
        Assert.Equal(isAllowed, Production.Admits(IPAddress.Parse("8.8.8.8"), port));

    [Theory]
    [InlineData("https://shop.example/webhook", true)]
    [InlineData("http://shop.example/webhook", false)]
    [InlineData("https://shop.example:22/", false)]
    [InlineData("ftp://shop.example/", false)]
    public void Outside_of_a_sandbox_it_must_be_https(string url, bool isAllowed) =>
        Assert.Equal(isAllowed, Production.Admits(new Uri(url)));
}
