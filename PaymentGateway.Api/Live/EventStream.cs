using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using PaymentGateway.ServiceDefaults;

namespace PaymentGateway.Api.Live;

/// <summary>Server-sent events until the source ends, the client leaves or the host stops.</summary>
internal static class EventStream
{
    public const string ContentType = "text/event-stream";

    /// <param name="source">Data as JSON on one line.</param>
    public static IResult Of(HttpContext http, Func<CancellationToken, IAsyncEnumerable<SseItem<string>>> source)
    {
        http.Response.Headers["X-Accel-Buffering"] = "no"; // nginx buffers responses otherwise
        return http.Request.IsHead()
            ? TypedResults.Content("", ContentType)
            : TypedResults.ServerSentEvents(UntilEndAsync(http, source));
    }

    private static async IAsyncEnumerable<SseItem<string>> UntilEndAsync(
        HttpContext http, Func<CancellationToken, IAsyncEnumerable<SseItem<string>>> source,
        [EnumeratorCancellation] CancellationToken cancel = default) // cancelled when the client leaves
    {
        var stopping = http.RequestServices.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;
        using var ends = CancellationTokenSource.CreateLinkedTokenSource(stopping, cancel);
        await using var items = source(ends.Token).GetAsyncEnumerator(ends.Token);
        while (await MoveNextAsync(items, ends.Token))
        {
            yield return items.Current;
        }
    }

    private static async Task<bool> MoveNextAsync(IAsyncEnumerator<SseItem<string>> items, CancellationToken ends)
    {
        try
        {
            return await items.MoveNextAsync();
        }
        catch (OperationCanceledException) when (ends.IsCancellationRequested)
        {
            return false;
        }
    }
}
