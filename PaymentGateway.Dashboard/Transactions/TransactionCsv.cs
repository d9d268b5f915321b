using System.Globalization;
using CsvHelper;
using PaymentGateway.Dashboard.Amounts;
using PaymentGateway.Dashboard.Browser;
using PaymentGateway.Dashboard.Gateway;

namespace PaymentGateway.Dashboard.Transactions;

/// <summary>
/// Payments as a table for spreadsheets, written row by row. What a spreadsheet would run as a formula is made text: a
/// shopper chooses the address that stands in a cell.
/// </summary>
internal static class TransactionCsv
{
    private const int RowsPerFlush = 500;

    private static readonly CsvWriterOptions Options = CsvWriterOptions.Default with
    {
        Injection = CsvInjection.Escape,
        WriteByteOrderMark = true, // or spreadsheets read the rupee sign as three letters
    };

    public static async Task WriteAsync(
        IAsyncEnumerable<Payment> payments, Stream output, BrowserView browser, Action<int> progress, CancellationToken cancel)
    {
        await using var csv = CsvWriter.Create(output, Options, leaveOpen: true);
        string[] names =
        [
            "payment_id", "order_id", "receipt", "amount", "amount_minor", "currency", "method", "paid_with",
            "status", "captured", "amount_refunded", "amount_refunded_minor", "bank_reference", "error_reason", "created_at",
            "created_at_local",
        ];
        await WriteRowAsync(csv, names, cancel);
        var rows = 0;
        await foreach (var payment in payments.WithCancellation(cancel))
        {
            await WriteRowAsync(csv, Cells(payment, browser), cancel);
            if (++rows % RowsPerFlush == 0)
            {
                await csv.FlushAsync(cancel);
                progress(rows);
            }
        }

        await csv.FlushAsync(cancel);
        progress(rows);
    }

    private static IEnumerable<string?> Cells(Payment payment, BrowserView browser) =>
    [
        payment.Id, payment.OrderId, payment.Receipt,
        MoneyFormat.Plain(payment.Amount, payment.Currency), Minor(payment.Amount), payment.Currency,
        payment.Method, payment.Vpa ?? $"{payment.CardNetwork} {payment.CardLast4}", payment.Status, payment.Captured ? "yes" : "no",
        MoneyFormat.Plain(payment.AmountRefunded, payment.Currency), Minor(payment.AmountRefunded),
        payment.BankReference, payment.ErrorReason,
        GatewayClient.Wire(payment.CreatedAt), browser.ToLocal(payment.CreatedAt).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture),
    ];

    private static string Minor(long amount) => amount.ToString(CultureInfo.InvariantCulture);

    private static async Task WriteRowAsync(CsvWriter csv, IEnumerable<string?> cells, CancellationToken cancel)
    {
        foreach (var cell in cells)
        {
            csv.WriteField(cell);
        }

        await csv.EndRecordAsync(cancel);
    }
}
