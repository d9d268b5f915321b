using System.Text.Json;

namespace PaymentGateway.Checkout.Framing;

/// <summary>A browser that had to refuse something tells us: a payment page that changed shows itself here.</summary>
internal static partial class CspReports
{
    public const string Path = "/reports/csp";

    private const int LongestReport = 8 * 1024;

    public static void MapCspReports(this IEndpointRouteBuilder routes) =>
        routes.MapPost(Path, HandleAsync).ExcludeFromDescription();

    private static async Task<IResult> HandleAsync(HttpRequest request, ILogger<PagePolicy> logger, CancellationToken cancel)
    {
        if (request.ContentLength is not (> 0 and <= LongestReport))
        {
            return Results.StatusCode(StatusCodes.Status413PayloadTooLarge);
        }

        try
        {
            using var report = await JsonDocument.ParseAsync(request.Body, cancellationToken: cancel);
            if (report.RootElement.TryGetProperty("csp-report", out var body))
            {
                Log.Refused(logger, Word(body, "effective-directive"), OriginOf(Word(body, "blocked-uri")));
            }

            return Results.NoContent();
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return Results.BadRequest();
        }
    }

    private static string Word(JsonElement report, string name) =>
        report.TryGetProperty(name, out var value)
            ? new([.. (value.GetString() ?? "").Take(100).Where(c => !char.IsControl(c))])
            : "";

    // An address may hold what nobody should read in a log.
    private static string OriginOf(string address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri) ? uri.GetLeftPart(UriPartial.Authority) : address;

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "A browser blocked {Directive} from {Origin} on the checkout page")]
        public static partial void Refused(ILogger logger, string directive, string origin);
    }
}
