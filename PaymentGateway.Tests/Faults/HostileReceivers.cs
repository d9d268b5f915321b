using System.Globalization;
using System.IO.Compression;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using PaymentGateway.Tests.Specification;
using PaymentGateway.Tests.Support;
using PaymentGateway.Tests.Worker;

namespace PaymentGateway.Tests.Faults;

/// <summary>Whatever a receiver does, an attempt ends in time and the worker stays as it was.</summary>
[Collection(PatientTests.Name)]
public sealed class HostileReceivers(PatientGateway patient)
{
    private const string Ok = "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n";
    private const int Limit = 5000;
    private const int Overhead = 1500; // of a machine that runs other tests at the same time

    [Fact]
    public Task One_that_takes_its_time_is_hung_up_on_after_five_seconds_or_three_while_connecting() => Task.WhenAll(
        NeverTakesTheConnectionAsync(),
        EndsAsync("timeout", (_, cancel) => Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancel), Limit - 100),
        EndsAsync("timeout", DripAsync, Limit - 100),
        EndsAsync("timeout", async (socket, cancel) =>
        {
            await HostileServer.SendAsync(socket, Ok + "Content-Length: 100000\r\n\r\n", cancel);
            await DripAsync(socket, cancel);
        }, Limit - 100));

    [Fact]
    public Task One_with_ten_thousand_headers_is_not_listened_to() => EndsAsync("http", (socket, cancel) => HostileServer.SendAsync(socket,
        Ok + string.Concat(Enumerable.Range(0, 10_000).Select(i => $"X-Header-{i}: {i}\r\n")) + "\r\n", cancel));

    [Fact]
    public Task One_that_breaks_off_in_its_body_has_not_answered() => EndsAsync("http", async (socket, cancel) =>
    {
        await HostileServer.SendAsync(socket, Ok + "Content-Length: 1000\r\n\r\nOnly the beg", cancel);
        socket.LingerState = new LingerOption(enable: true, seconds: 0); // a reset, not an end
    });

    [Fact]
    public Task One_that_speaks_no_http_has_not_answered() =>
        EndsAsync("http", (socket, cancel) => HostileServer.SendAsync(socket, "SSH-2.0-OpenSSH_9.6\r\n", cancel));

    [Theory]
    [InlineData(301)]
    [InlineData(302)]
    [InlineData(303)]
    [InlineData(307)]
    [InlineData(308)]
    public async Task One_that_sends_us_elsewhere_is_not_followed(int status)
    {
        using var canary = Canary.OnEveryAddress();
        foreach (var target in new[] { $"http://127.0.0.1:{canary.Port}/", $"http://localhost:{canary.Port}/", "http://169.254.169.254/" })
        {
            await using var server = new HostileServer((socket, cancel) => HostileServer.SendAsync(socket,
                $"HTTP/1.1 {status} Over there\r\nLocation: {target}\r\nContent-Length: 0\r\n\r\n", cancel));

            var attempt = await AttemptAsync(server.Url);

            Assert.Equal(status, attempt.GetProperty("response_code").GetInt32());
            Assert.Equal("http", attempt.GetProperty("error").GetString());
        }

        Assert.False(canary.WasTouched);
    }

    [Fact]
    public async Task Endless_bodies_and_gzip_bombs_leave_the_worker_as_small_as_it_was()
    {
        await using var endless = new HostileServer(async (socket, cancel) =>
        {
            await HostileServer.SendAsync(socket, Ok + "\r\n", cancel);
            var block = new byte[64 * 1024];
            while (true)
            {
                await HostileServer.SendAsync(socket, block, cancel);
            }
        });
        var bomb = await GzipAsync(megabytes: 100);
        await using var gzip = new HostileServer(async (socket, cancel) =>
        {
            await HostileServer.SendAsync(socket, Ok + $"Content-Encoding: gzip\r\nContent-Length: {bomb.Length}\r\n\r\n", cancel);
            await HostileServer.SendAsync(socket, bomb, cancel);
        });
        await FloodAsync([endless, gzip], webhooksOfEach: 60); // warm
        var before = ResidentMegabytes();

        var highest = await FloodAsync([endless, gzip], webhooksOfEach: 150);

        TestContext.Current.TestOutputHelper?.WriteLine($"{before:0} MB before, {highest:0} MB at most");
        Assert.InRange(highest, 0, before + 50);
        Assert.True(endless.Requests.Count + gzip.Requests.Count >= 420);
    }

    private async Task NeverTakesTheConnectionAsync()
    {
        // A queue of one that nobody empties: further connections get no answer at all.
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start(backlog: 0);
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        using var first = new TcpClient("127.0.0.1", port);

        var attempt = await AttemptAsync($"http://127.0.0.1:{port}/");

        Assert.Equal("timeout", attempt.GetProperty("error").GetString());
        Assert.InRange(attempt.GetProperty("duration_ms").GetInt32(), 2900, 3000 + Overhead);
    }

    private async Task EndsAsync(string error, Func<Socket, CancellationToken, Task> answer, int atLeast = 0)
    {
        await using var server = new HostileServer(answer);

        var attempt = await AttemptAsync(server.Url);

        Assert.Equal(error, attempt.GetProperty("error").GetString());
        Assert.InRange(attempt.GetProperty("duration_ms").GetInt32(), atLeast, Limit + Overhead);
        Assert.Single(server.Requests);
    }

    /// <summary>One webhook to this address, and that its hand is free afterwards.</summary>
    private async Task<JsonElement> AttemptAsync(string url)
    {
        var merchant = await patient.NewMerchantAsync(url);
        var delivery = await merchant.AttemptedAsync(await merchant.SendTestWebhookAsync(), 1);
        Assert.Equal(0, await merchant.Gateway.ScalarAsync<long>(
            $"SELECT count(*) FROM jobs WHERE lane = {merchant.Id.Value} AND state = 'running'"));
        Assert.Equal("pending", delivery.GetProperty("status").GetString());
        return delivery.LastAttempt();
    }

    /// <returns>The most memory the worker held meanwhile, in megabytes.</returns>
    private async Task<double> FloodAsync(IReadOnlyList<HostileServer> servers, int webhooksOfEach)
    {
        var highest = 0d;
        foreach (var server in servers)
        {
            var merchant = await patient.NewMerchantAsync(server.Url);
            await Flood.AddAsync(patient.Gateway, [merchant.Id], webhooksOfEach);
            await Eventually.BecomesTrueAsync(async () =>
            {
                highest = Math.Max(highest, ResidentMegabytes());
                return await patient.Gateway.ScalarAsync<long>(
                    $"SELECT count(*) FROM webhook_logs WHERE merchant_id = {merchant.Id.Value} AND status = 'pending'") == 0;
            }, "everything has been delivered");
            Assert.Equal(webhooksOfEach, await patient.Gateway.ScalarAsync<long>(
                $"SELECT count(*) FROM webhook_logs WHERE merchant_id = {merchant.Id.Value} AND octet_length(response_body) BETWEEN 1 AND 4096"));
        }

        return highest;
    }

    private double ResidentMegabytes() => File.ReadLines($"/proc/{patient.Gateway.Workers[0].Pid}/status")
        .Where(line => line.StartsWith("VmRSS:", StringComparison.Ordinal))
        .Select(line => double.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1024).Single();

    private static async Task DripAsync(Socket socket, CancellationToken cancel)
    {
        while (true)
        {
            await HostileServer.SendAsync(socket, "x", cancel);
            await Task.Delay(TimeSpan.FromMilliseconds(250), TimeProvider.System, cancel);
        }
    }

    private static async Task<byte[]> GzipAsync(int megabytes)
    {
        using var packed = new MemoryStream();
        await using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
        {
            var block = new byte[1024 * 1024];
            for (var i = 0; i < megabytes; i++)
            {
                await gzip.WriteAsync(block);
            }
        }

        return packed.ToArray();
    }
}
