using System.Net.Http.Headers;
using System.Text.Json;

namespace PaymentGateway.Dashboard.Gateway;

/// <summary>The one shape of the gateway's errors.</summary>
internal sealed record GatewayError(GatewayErrorBody? Error)
{
    public static async Task<Problem> ReadAsync(HttpResponseMessage response, CancellationToken cancel)
    {
        var error = (await TryReadAsync(response, cancel))?.Error;
        return new Problem(
            (int)response.StatusCode,
            error?.Code ?? "UNEXPECTED",
            error?.Description ?? "Unexpected response from the gateway.",
            error?.Field,
            error?.RequestId,
            WaitOf(response.Headers.RetryAfter));
    }

    private static async Task<GatewayError?> TryReadAsync(HttpResponseMessage response, CancellationToken cancel)
    {
        try
        {
            return await response.Content.ReadFromJsonAsync(GatewayJson.Default.GatewayError, cancel);
        }
        catch (JsonException)
        {
            return null; // something between us and the gateway has answered
        }
    }

    private static TimeSpan? WaitOf(RetryConditionHeaderValue? header) => header?.Delta;
}

internal sealed record GatewayErrorBody(string Code, string Description, string? Field, string? RequestId);
