using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using PaymentGateway.Api.Limits;

namespace PaymentGateway.Tests.Abuse;

public sealed class UploadLimits
{
    [Fact]
    public async Task An_address_has_no_more_bodies_on_their_way_than_its_limit_and_gets_the_next_when_one_has_ended()
    {
        await using var limit = new UploadLimit(Options.Create(new ConcurrencyOptions { Uploads = 100, UploadsPerAddress = 3 }));
        var first = await StartAsync(limit, "127.1.0.20");
        Assert.NotNull(first);
        Assert.NotNull(await StartAsync(limit, "127.1.0.20"));
        Assert.NotNull(await StartAsync(limit, "127.1.0.20"));

        Assert.Null(await StartAsync(limit, "127.1.0.20"));
        Assert.NotNull(await StartAsync(limit, "127.1.0.21"));

        first.Dispose();
        Assert.NotNull(await StartAsync(limit, "127.1.0.20"));
        Assert.Null(await StartAsync(limit, "127.1.0.20"));
    }

    [Fact]
    public async Task All_addresses_together_have_a_limit_too()
    {
        await using var limit = new UploadLimit(Options.Create(new ConcurrencyOptions { Uploads = 2, UploadsPerAddress = 3 }));

        Assert.NotNull(await StartAsync(limit, "127.1.0.20"));
        Assert.NotNull(await StartAsync(limit, "127.1.0.21"));
        Assert.Null(await StartAsync(limit, "127.1.0.22"));
    }

    /// <summary>With no time to wait.</summary>
    private static async Task<IDisposable?> StartAsync(UploadLimit limit, string address)
    {
        var http = new DefaultHttpContext();
        http.Connection.RemoteIpAddress = IPAddress.Parse(address);
        using var over = new CancellationTokenSource();
        var started = limit.StartAsync(http, over.Token);
        await over.CancelAsync();
        return await started;
    }
}
