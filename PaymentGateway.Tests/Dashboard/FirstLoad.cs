using System.Collections.Concurrent;
using System.IO.Compression;

namespace PaymentGateway.Tests.Dashboard;

[Collection(nameof(RunningDashboard))]
public sealed class FirstLoad(RunningDashboard running)
{
    private const int MaxBytes = 150_000;

    // A build serves its files as they are, a publish compressed: here each body is compressed as the publish does at least.
    [Fact]
    public async Task The_first_page_is_at_most_150_kB_over_the_wire()
    {
        await using var clerk = await running.NewClerkAsync();
        await running.GiveSessionAsync(clerk, (await running.BusyShopAsync()).Merchant);
        var sizes = new ConcurrentBag<Task<(string Path, long Size)>>();
        clerk.Page.Response += (_, response) => sizes.Add(SizeAsync(response));
        await clerk.GoAsync("/dashboard");
        await clerk.ShowsAsync("recent-payments");

        var loaded = await Task.WhenAll(sizes);

        TestContext.Current.TestOutputHelper?.WriteLine(string.Join('\n', loaded.OrderByDescending(file => file.Size)));
        Assert.Contains(loaded, file => file.Path.EndsWith("blazor.web.js", StringComparison.Ordinal) && file.Size > 10_000);
        Assert.InRange(loaded.Sum(file => file.Size), 1, MaxBytes);
    }

    private static async Task<(string Path, long Size)> SizeAsync(Microsoft.Playwright.IResponse response)
    {
        var body = await response.BodyAsync();
        using var compressed = new MemoryStream();
        await using (var gzip = new GZipStream(compressed, CompressionLevel.Optimal, leaveOpen: true))
        {
            await gzip.WriteAsync(body);
        }

        return (new Uri(response.Url).AbsolutePath, compressed.Length);
    }
}
