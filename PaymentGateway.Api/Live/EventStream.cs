using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using PaymentGateway.ServiceDefaults;

namespace PaymentGateway.Api.Live;

internal static class EventStream
{
    public const string ContentType = "text/event-stream";
}

/// <summary>
/// Server-sent events until the source ends, the client leaves or the host stops. A browser that was cut off comes back by
/// itself after a second.
/// </summary>
internal sealed class EventStream<T>(
    Func<CancellationToken, IAsyncEnumerable<T>> source, JsonTypeInfo<T> shape) : IResult
{
    private static readonly byte[] Beginning = "retry: 1000\n\n"u8.ToArray();

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var stopping = httpContext.RequestServices.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;
        using var ends = CancellationTokenSource.CreateLinkedTokenSource(httpContext.RequestAborted, stopping);
        var response = httpContext.Response;
        response.ContentType = $"{EventStream.ContentType}; charset=utf-8";
        response.Headers["X-Accel-Buffering"] = "no"; // a proxy that collects would keep the news
        if (httpContext.Request.IsHead())
        {
            return;
        }

        try
        {
            await response.Body.WriteAsync(Beginning, ends.Token);
            await response.Body.FlushAsync(ends.Token);
            await foreach (var item in source(ends.Token))
            {
                var message = Encoding.UTF8.GetBytes($"data: {JsonSerializer.Serialize(item, shape)}\n\n");
                await response.Body.WriteAsync(message, ends.Token);
                await response.Body.FlushAsync(ends.Token);
            }
        }
        catch (OperationCanceledException) when (ends.IsCancellationRequested)
        {
            // The reader has left, or we do.
        }
    }
}
