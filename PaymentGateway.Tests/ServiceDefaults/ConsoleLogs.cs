using System.Collections.Concurrent;
using PaymentGateway.Tests.Support;

namespace PaymentGateway.Tests.ServiceDefaults;

/// <summary>What is not read at a terminal has one line per entry, also when it has an exception.</summary>
public sealed class ConsoleLogs(Servers servers)
{
    [Fact]
    public async Task Every_line_of_redirected_output_is_one_entry_without_empty_fields()
    {
        var lines = new ConcurrentQueue<string>();
        await using var shop = await Receiver.AnsweringAsync(500);
        await using var gateway = await Gateway.StartAsync(servers, new() { OwnProcesses = OwnProcesses.All, Log = lines.Enqueue });
        var merchant = await TestMerchant.CreateAsync(gateway, shop.Url);
        await merchant.SettledAsync(await merchant.PayAsync("failure@sim"));
        gateway.Redis.Kill();

        await Eventually.BecomesTrueAsync(
            () => lines.Any(line => line.Contains("Delivery ", StringComparison.Ordinal))
                && lines.Any(line => line.Contains("failed 1 times in a row", StringComparison.Ordinal)),
            "deliveries and exceptions are logged", TimeSpan.FromSeconds(60));
        Assert.All(lines, line => Assert.Matches("^(trce|dbug|info|warn|fail|crit): ", line));
        Assert.DoesNotContain(lines, line => line.Contains("(null)", StringComparison.Ordinal));
    }
}
