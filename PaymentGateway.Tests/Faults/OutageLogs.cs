using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using PaymentGateway.Tests.Processes;
using PaymentGateway.Tests.Support;

namespace PaymentGateway.Tests.Faults;

/// <summary>While PostgreSQL is away, each request and job is one line of the log, and one a minute has a stack trace.</summary>
public sealed partial class OutageLogs(Servers servers) : IDisposable
{
    private const int Requests = 50;
    private const int Streams = 4;
    private const int Jobs = 10;
    private const int MaxLineLength = 400;
    private const string StackTrace = "   at ";

    private readonly ConcurrentQueue<string> _log = new();
    private readonly List<Stream> _streams = []; // one that nothing holds is collected, and its connection closed

    [Fact]
    public async Task Each_request_and_job_that_fails_is_one_line_with_its_reason()
    {
        var released = new TaskCompletionSource();
        await using var receiver = await Receiver.StartAsync((http, _) => released.Task.WaitAsync(http.RequestAborted));
        await using var postgres = await OwnPostgres.StartAsync(servers);
        await using var gateway = await Gateway.StartAsync(servers, new()
        {
            OwnProcesses = OwnProcesses.All,
            Log = _log.Enqueue,
            Extra = new Dictionary<string, string?> { ["Webhooks__Timeout"] = "00:00:30" },
        }, postgres.ConnectionString);
        var merchant = await TestMerchant.CreateAsync(gateway, receiver.Url);
        await Task.WhenAll(Enumerable.Range(0, Jobs).Select(_ => merchant.SendTestWebhookAsync()));
        await Eventually.BecomesTrueAsync(() => receiver.Received.Count == Jobs, "the jobs run");
        await OpenStreamsAsync(merchant);

        _log.Clear();
        await postgres.StopAsync();
        released.SetResult();
        await RequestsAreALineEachAsync(merchant, "stopped");
        await StreamsAreALineEachAsync();
        await JobsAreALineEachAsync();
        LogIsShort();

        await postgres.StartAgainAsync();
        await gateway.BecomeReadyAsync(0);
        postgres.Freeze();
        await RequestsAreALineEachAsync(merchant, "frozen");
        postgres.Thaw();

        await gateway.BecomeReadyAsync(0);
        await postgres.ExecuteAsync($"ALTER ROLE {PostgresProcess.User} PASSWORD 'another'");
        await postgres.ExecuteAsync($"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = '{PostgresProcess.User}'");
        await RequestsAreALineEachAsync(merchant, "refusing");
        Assert.InRange(LinesOf("PaymentGateway.Api").Count(HasStackTrace), 1, 2);
        Assert.DoesNotContain(_log, line => Framework().IsMatch(line));
    }

    public void Dispose() => _streams.ForEach(stream => stream.Dispose());

    private async Task RequestsAreALineEachAsync(TestMerchant merchant, string outage)
    {
        string[] paths = ["/api/v1/orders", "/api/v1/payments/pay_H8sK3jD9s2L1pQrT", "/api/v1/merchant/config", "/ready", "/health"];
        var requests = Enumerable.Range(0, Requests).Select(number => (Id: $"{outage}-{number}", Path: paths[number % paths.Length])).ToList();
        await Task.WhenAll(requests.Select(request => SendAsync(merchant, request.Path, request.Id)));

        foreach (var (id, _) in requests.Where(request => request.Path.StartsWith("/api", StringComparison.Ordinal)))
        {
            var line = Assert.Single(await LinesOfRequestAsync(id));
            Assert.Matches($"^fail: .* GET /api/v1/[a-z/]+.* failed: 503 in [0-9.]+ ms, request {id}: .+", line);
        }
    }

    private async Task StreamsAreALineEachAsync()
    {
        for (var number = 0; number < Streams; number++)
        {
            Assert.Contains(" GET /api/v1/changes for ", Assert.Single(await LinesOfRequestAsync($"stream-{number}")), StringComparison.Ordinal);
        }
    }

    private async Task JobsAreALineEachAsync()
    {
        await Eventually.BecomesTrueAsync(() => FailedJobs().Count >= Jobs, "the jobs have failed");
        Assert.All(FailedJobs().CountBy(job => job), job => Assert.Equal(1, job.Value));
    }

    private void LogIsShort()
    {
        var api = LinesOf("PaymentGateway.Api").Concat(LinesOf("PaymentGateway.Core")).ToList();
        var jobs = LinesOf("PaymentGateway.Worker.Queue.JobRunner").ToList();
        foreach (var lines in new[] { api, jobs })
        {
            TestContext.Current.TestOutputHelper?.WriteLine($"{lines.Count} lines and {lines.Sum(line => line.Length)} characters");
            Assert.InRange(lines.Count, Jobs, Requests + Streams);
            Assert.InRange(lines.Count(HasStackTrace), 0, 1);
            Assert.All(lines.Where(line => !HasStackTrace(line)), line => Assert.InRange(line.Length, 1, MaxLineLength));
        }

        Assert.Contains(_log, HasStackTrace);
        Assert.All(_log.Select(line => Loop().Match(line)).Where(match => match.Success).CountBy(match => match.Groups["loop"].Value),
            loop => Assert.Equal(1, loop.Value));
    }

    private static async Task SendAsync(TestMerchant merchant, string path, string id)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Add("X-Request-Id", id);
        using var response = await merchant.Http.SendAsync(request);
        Assert.Equal(503, (int)response.StatusCode);
    }

    private async Task OpenStreamsAsync(TestMerchant merchant)
    {
        for (var number = 0; number < Streams; number++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/changes");
            request.Headers.Add("X-Request-Id", $"stream-{number}");
            var response = await merchant.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
            var stream = await response.Content.ReadAsStreamAsync();
            await stream.ReadExactlyAsync(new byte[1]); // the first heartbeat
            _streams.Add(stream);
        }
    }

    private async Task<IReadOnlyList<string>> LinesOfRequestAsync(string id)
    {
        var lines = Array.Empty<string>();
        await Eventually.BecomesTrueAsync(() =>
        {
            lines = [.. _log.Where(line => line.Contains($"request {id}:", StringComparison.Ordinal))];
            return lines.Length > 0;
        }, $"{id} is in the log");
        return lines;
    }

    private static bool HasStackTrace(string line) => line.Contains(StackTrace, StringComparison.Ordinal);

    private IEnumerable<string> LinesOf(string category) => _log.Where(line => line.Contains($": {category}", StringComparison.Ordinal));

    private List<string> FailedJobs() =>
        [.. _log.Select(line => FailedJob().Match(line)).Where(match => match.Success).Select(match => match.Groups["job"].Value)];

    [GeneratedRegex(@" Job (?<job>\d+) \(webhook .* failed \(.+\), and the failure could not be saved: .+", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex FailedJob();

    [GeneratedRegex(@"(?<loop>[A-Z][A-Za-z ]+) failed \d+ times in a row", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Loop();

    [GeneratedRegex("^(warn|fail|crit): (Microsoft|System|Npgsql|Polly)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Framework();
}
