using System.Diagnostics;
using PaymentGateway.Tests.Support;

namespace PaymentGateway.Tests.Faults;

/// <summary>The disk of PostgreSQL fills up: the API says so within 15 seconds, loses nothing, and sees the space that returns.</summary>
public sealed class FullDisk(Servers servers)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(15);

    [Fact]
    public async Task A_full_disk_fails_readiness_and_freed_space_restores_it()
    {
        await using var disk = await SmallDisk.MountAsync(servers.Folder.Child("small-disk"), megabytes: 200);
        Assert.SkipWhen(disk is null, "Only root can mount a small disk.");
        await using var postgres = await OwnPostgres.StartAsync(servers, disk.Child("data"));
        await using var gateway = await Gateway.StartAsync(servers, new(), postgres.ConnectionString);
        var merchant = await TestMerchant.CreateAsync(gateway);
        var paid = await merchant.PaidAsync();

        disk.Fill();
        var filled = Stopwatch.GetTimestamp();
        await BecomesAsync(merchant, "/ready", 503);
        await BecomesAsync(merchant, "/health", 503);
        TestContext.Current.TestOutputHelper?.WriteLine($"noticed after {Stopwatch.GetElapsedTime(filled).TotalSeconds:0.0} s");
        // Rows fit into pages that are there until one is full.
        await Eventually.GetAsync(
            () => merchant.PostAsync("/api/v1/orders", new { amount = 1000, notes = new { text = new string('x', 3000) } }),
            answer => (int)answer.Status == 503, "an order is refused", Limit);
        (await merchant.GetAsync($"/api/v1/payments/{paid}")).Expect(200);

        disk.Free();
        await BecomesAsync(merchant, "/ready", 200);
        await BecomesAsync(merchant, "/health", 200);
        await merchant.PaidAsync();
    }

    private static Task<int> BecomesAsync(TestMerchant merchant, string probe, int status) => Eventually.GetAsync(
        async () => (int)(await merchant.GetAsync(probe)).Status, seen => seen == status, $"{probe} says {status}", Limit);
}
