using System.Buffers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace PaymentGateway.Api.Json;

/// <summary>A JSON response. Its body ends with a newline, or a shell's prompt would follow it on the same line.</summary>
internal sealed record JsonResponse<T>(T Value, JsonTypeInfo<T> Shape, int StatusCode) : IResult, IStatusCodeHttpResult
{
    int? IStatusCodeHttpResult.StatusCode => StatusCode;

    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.StatusCode = StatusCode;
        return JsonResponse.WriteAsync(httpContext.Response, JsonSerializer.SerializeToUtf8Bytes(Value, Shape));
    }
}

internal static class JsonResponse
{
    public static JsonResponse<T> Of<T>(T value, JsonTypeInfo<T> shape, int statusCode = StatusCodes.Status200OK) =>
        new(value, shape, statusCode);

    /// <param name="json">UTF-8, without the newline.</param>
    public static async Task WriteAsync(HttpResponse response, byte[] json)
    {
        response.ContentType = "application/json; charset=utf-8";
        response.ContentLength = json.Length + 1;
        response.BodyWriter.Write(json);
        response.BodyWriter.Write("\n"u8);
        await response.BodyWriter.FlushAsync();
    }
}
