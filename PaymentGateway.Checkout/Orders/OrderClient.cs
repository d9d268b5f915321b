using System.Net;
using System.Text.RegularExpressions;
using Polly;

namespace PaymentGateway.Checkout.Orders;

/// <summary>Asks the Api for an order as any payer could.</summary>
internal sealed partial class OrderClient(HttpClient http, TimeProvider clock)
{
    public async Task<OrderLookup> FindAsync(string? id, TimeSpan patience, CancellationToken cancel)
    {
        if (id is null || !OrderId.IsMatch(id))
        {
            return new(OrderOutcome.Unknown);
        }

        using var patienceEnds = new CancellationTokenSource(patience, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel, patienceEnds.Token);
        try
        {
            using var answer = await http.GetAsync(new Uri($"/api/v1/orders/{id}/public", UriKind.Relative), either.Token);
            return answer.StatusCode switch
            {
                HttpStatusCode.OK => new(OrderOutcome.Found,
                    await answer.Content.ReadFromJsonAsync(OrderJson.Default.PublicOrder, either.Token)),
                HttpStatusCode.NotFound => new(OrderOutcome.Unknown),
                _ => new(OrderOutcome.Unavailable),
            };
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return new(OrderOutcome.Late);
        }
        catch (Exception exception) when (exception is HttpRequestException or ExecutionRejectedException)
        {
            return new(OrderOutcome.Unavailable);
        }
    }

    [GeneratedRegex("^order_[A-Za-z0-9_]{1,58}$", RegexOptions.NonBacktracking)]
    private static partial Regex OrderId { get; }
}
