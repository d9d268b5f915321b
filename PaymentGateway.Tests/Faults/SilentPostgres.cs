using System.Diagnostics;
using System.Net.Http.Json;
using PaymentGateway.Tests.Support;

namespace PaymentGateway.Tests.Faults;

/// <summary>A database that is frozen or gone: all who ask are told "later" within three seconds, and nothing is lost.</summary>
[Collection(Alone.Name)]
public sealed class SilentPostgres(SilencedGateway silenced) : IClassFixture<SilencedGateway>
{
    private const int AtOnce = 60;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(3);

    [Fact]
    public async Task Requests_while_postgres_is_frozen_get_503_within_three_seconds_and_work_resumes()
    {
        var (postgres, merchant) = (silenced.Postgres, await TestMerchant.CreateAsync(silenced.Gateway));
        Assert.All(await SendAtOnceAsync(merchant), response => response.Answer.Expect(201)); // pooled connections
        var pending = await merchant.PayAsync();

        postgres.Freeze();
        await AllSayLaterAsync(merchant);
        await Task.WhenAll(AllSayLaterAsync(merchant), ProbesFailAsync(merchant));
        postgres.Thaw();

        var thawed = Stopwatch.GetTimestamp();
        await Eventually.GetAsync(() => merchant.PostAsync("/api/v1/orders", new { amount = 1000 }), answer => (int)answer.Status == 201,
            "an order is taken", TimeSpan.FromSeconds(5));
        await merchant.SettledAsync(pending);
        await merchant.SettledAsync(await merchant.PayAsync());
        Assert.InRange(Stopwatch.GetElapsedTime(thawed).TotalSeconds, 0, 20); // less than a lease: a claim whose answer was lost does not keep it
        await Eventually.GetAsync(() => merchant.GetAsync("/ready"), ready => (int)ready.Status == 200, "/ready answers 200", TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task Requests_while_postgres_is_stopped_get_503_within_three_seconds()
    {
        var (postgres, merchant) = (silenced.Postgres, await TestMerchant.CreateAsync(silenced.Gateway));
        Assert.All(await SendAtOnceAsync(merchant), response => response.Answer.Expect(201));

        await postgres.StopAsync();
        await AllSayLaterAsync(merchant);
        await Task.WhenAll(AllSayLaterAsync(merchant), ProbesFailAsync(merchant));
        await postgres.StartAgainAsync();
        await Eventually.GetAsync(() => merchant.GetAsync("/ready"), ready => (int)ready.Status == 200, "/ready answers 200", TimeSpan.FromSeconds(10));
        await merchant.PaidAsync();
    }

    private static async Task AllSayLaterAsync(TestMerchant merchant)
    {
        var responses = await SendAtOnceAsync(merchant);

        TestContext.Current.TestOutputHelper?.WriteLine(
            $"slowest {responses.Max(response => response.Elapsed.TotalSeconds):0.00} s, median {responses.Select(response => response.Elapsed.TotalSeconds).Order().ElementAt(AtOnce / 2):0.00} s");
        Assert.All(responses, response => response.Answer.ExpectError(503, "SERVICE_UNAVAILABLE"));
        Assert.All(responses, response => Assert.NotNull(response.Answer.Header("Retry-After")));
        Assert.InRange(responses.Max(response => response.Elapsed), TimeSpan.Zero, Limit);
    }

    private static async Task ProbesFailAsync(TestMerchant merchant)
    {
        await Task.WhenAll(new[] { "/ready", "/health" }.Select(async probe =>
        {
            var started = Stopwatch.GetTimestamp();
            (await merchant.GetAsync(probe)).Expect(503);
            var elapsed = Stopwatch.GetElapsedTime(started);
            TestContext.Current.TestOutputHelper?.WriteLine($"{probe} after {elapsed.TotalSeconds:0.00} s");
            Assert.InRange(elapsed, TimeSpan.Zero, Limit);
        }));
        (await merchant.GetAsync("/alive")).Expect(200);
    }

    private static Task<(ApiAnswer Answer, TimeSpan Elapsed)[]> SendAtOnceAsync(TestMerchant merchant) =>
        Task.WhenAll(Enumerable.Range(0, AtOnce).Select(async number =>
        {
            var started = Stopwatch.GetTimestamp();
            var answer = await ApiAnswer.ReadAsync(
                await merchant.Http.PostAsJsonAsync("/api/v1/orders", new { amount = 1000 + number }));
            return (answer, Stopwatch.GetElapsedTime(started));
        }));
}
