using System.Collections.Concurrent;
using System.Net.Http.Json;
using PaymentGateway.Tests.Support;

namespace PaymentGateway.Tests.Upgrades;

/// <summary>A merchant's server that pays steadily at whichever APIs there are, and asks another one when a connection fails.</summary>
internal sealed class SteadyPayments : IAsyncDisposable
{
    private const int PaymentsPerSecond = 10;

    private readonly TestMerchant _merchant;
    private readonly ConcurrentDictionary<int, HttpClient> _apis = new();
    private readonly CancellationTokenSource _over = new();
    private readonly Task _paying;
    private int _accepted;

    private SteadyPayments(TestMerchant merchant, int apis)
    {
        _merchant = merchant;
        for (var api = 0; api < apis; api++)
        {
            Use(api);
        }

        _paying = PayAsync();
    }

    /// <summary>Responses other than 201, and how often each was sent.</summary>
    public ConcurrentDictionary<int, int> Refused { get; } = new();

    public int Accepted => _accepted;

    public static SteadyPayments Start(TestMerchant merchant, int apis) => new(merchant, apis);

    public void Use(int api) => _apis[api] = _merchant.NewClient(api);

    public void Leave(int api) => _apis.TryRemove(api, out _);

    public Task AcceptAsync(int more)
    {
        var goal = _accepted + more;
        return Eventually.BecomesTrueAsync(() => _accepted >= goal || !Refused.IsEmpty, $"{more} more payments are accepted");
    }

    public async Task EndAsync()
    {
        await _over.CancelAsync();
        await _paying;
    }

    public async ValueTask DisposeAsync()
    {
        await EndAsync();
        _over.Dispose();
    }

    private async Task PayAsync()
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1.0 / PaymentsPerSecond), TimeProvider.System);
        var payments = new List<Task>();
        for (var number = 1; !_over.IsCancellationRequested; number++)
        {
            await timer.WaitForNextTickAsync(CancellationToken.None);
            payments.Add(PayAsync(number));
        }

        await Task.WhenAll(payments);
    }

    private async Task PayAsync(int number)
    {
        if (await SendAsync(number, "/api/v1/orders", new { amount = 1000 }) is not { } order)
        {
            return;
        }

        var vpa = number % 10 == 0 ? "failure@sim" : "success@sim";
        if (await SendAsync(number, "/api/v1/payments", new { order_id = order.Text("id"), method = "upi", vpa }) is not null)
        {
            Interlocked.Increment(ref _accepted);
        }
    }

    private async Task<ApiAnswer?> SendAsync(int number, string path, object body)
    {
        var key = Guid.NewGuid().ToString();
        for (var turn = number; ; turn++)
        {
            var client = _apis.OrderBy(entry => entry.Key).ElementAt(turn % _apis.Count).Value;
            using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(body) };
            request.Headers.Add("Idempotency-Key", key);
            try
            {
                var answer = await ApiAnswer.ReadAsync(await client.SendAsync(request));
                if ((int)answer.Status == 201)
                {
                    return answer;
                }

                Refused.AddOrUpdate((int)answer.Status, 1, (_, count) => count + 1);
                TestContext.Current.TestOutputHelper?.WriteLine(answer.ToString());
                return null;
            }
            catch (HttpRequestException) when (turn < number + 5)
            {
                // Refused, or reset before it was accepted: the next one.
            }
        }
    }
}
