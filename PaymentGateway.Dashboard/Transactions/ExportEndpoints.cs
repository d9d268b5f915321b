using System.Globalization;
using PaymentGateway.Dashboard.Browser;
using PaymentGateway.Dashboard.Gateway;
using PaymentGateway.Dashboard.Sessions;
using PaymentGateway.ServiceDefaults;

namespace PaymentGateway.Dashboard.Transactions;

internal static partial class ExportEndpoints
{
    public const string Path = "/dashboard/transactions.csv";

    public static void AddExports(this IHostApplicationBuilder builder) => builder.Services.AddSingleton<Exports>();

    public static void MapExports(this IEndpointRouteBuilder routes) =>
        routes.MapGet(Path, DownloadAsync).RequireAuthorization();

    private static async Task DownloadAsync(
        HttpContext http, CurrentSession current, Exports exports, GatewayClient gateway, TimeProvider clock,
        ILogger<Export> logger)
    {
        var filter = TransactionFilter.Read(name => http.Request.Query[name] is [.., var last] ? last : null);
        if (!filter.IsReadable)
        {
            var name = TransactionFilter.FaultOf(filter.Min) is null ? "max" : "min";
            var fault = TransactionFilter.FaultOf(filter.Min) ?? TransactionFilter.FaultOf(filter.Max);
            await Results.Text($"{name}: {fault}.\n", statusCode: StatusCodes.Status400BadRequest).ExecuteAsync(http);
            return;
        }

        var browser = BrowserView.Of(http.Request);
        var day = browser.ToLocal(clock.GetUtcNow()).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        http.Response.ContentType = "text/csv; charset=utf-8";
        http.Response.Headers.ContentDisposition = $"attachment; filename=transactions-{day}.csv";
        http.Response.Headers.CacheControl = "no-store";
        if (http.Request.IsHead())
        {
            return;
        }

        var export = exports.Take(http.Request.Query["export"], current.Required) ?? new Export(current.Required, total: null);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, current.Required.Ended);
        try
        {
            await TransactionCsv.WriteAsync(
                gateway.ExportPaymentsAsync(filter.In(browser), stop.Token), http.Response.Body, browser, export.Report, stop.Token);
            export.Finish(failed: false);
        }
        catch (Exception exception)
        {
            export.Finish(failed: true);
            // UnansweredCalls logs that the gateway does not respond.
            var logged = GatewayClient.IsOutage(exception) ? null : exception;
            Log.Broken(logger, logged, export.Rows, exception.GetBaseException().Message);
            http.Abort(); // a file that ends early must not look whole
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "A download of transactions failed after {Rows} rows: {Reason}")]
        public static partial void Broken(ILogger logger, Exception? exception, int rows, string reason);
    }
}
