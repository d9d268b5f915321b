using System.Net.Http.Json;

namespace PaymentGateway.Tests.Support;

/// <summary>Very many requests of one merchant, over all API processes.</summary>
internal static class Stampede
{
    public sealed record Request(string Path, object Body, string? IdempotencyKey = null);

    public static async Task<IReadOnlyList<ApiAnswer>> RunAsync(
        TestMerchant merchant, int apis, int requests, int parallel, Func<int, Request> make)
    {
        var clients = Enumerable.Range(0, apis).Select(merchant.NewClient).ToList();
        var answers = new ApiAnswer[requests];
        await Parallel.ForEachAsync(Enumerable.Range(0, requests), new ParallelOptions { MaxDegreeOfParallelism = parallel },
            async (number, cancel) =>
            {
                var wanted = make(number);
                using var request = new HttpRequestMessage(HttpMethod.Post, wanted.Path) { Content = JsonContent.Create(wanted.Body) };
                if (wanted.IdempotencyKey is { } key)
                {
                    request.Headers.Add("Idempotency-Key", key);
                }

                answers[number] = await ApiAnswer.ReadAsync(await clients[number % apis].SendAsync(request, cancel));
            });
        clients.ForEach(client => client.Dispose());
        return answers;
    }
}
