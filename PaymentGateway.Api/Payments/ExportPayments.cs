using System.Buffers;
using System.IO.Pipelines;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using PaymentGateway.Api.Errors;
using PaymentGateway.Api.Json;
using PaymentGateway.Api.Lists;
using PaymentGateway.Api.Merchants;
using PaymentGateway.Core.Orders;
using PaymentGateway.Core.Payments;
using PaymentGateway.Core.Persistence;
using PaymentGateway.ServiceDefaults;

namespace PaymentGateway.Api.Payments;

/// <summary>
/// Every payment that a list would show, a line of JSON each, newest first. Read a thousand at a time, each batch from where
/// the one before ended: neither memory nor a statement's time grows with the number.
/// </summary>
internal static class ExportPayments
{
    /// <summary>Part of an export would be taken for all of it.</summary>
    public static readonly ApiError TooManyMatches =
        ApiErrors.BadRequest("q matches more than 10,000 payments: use a longer q or omit it", "q");

    private const int BatchSize = 1000;
    private const string ContentType = "application/x-ndjson; charset=utf-8";
    private static readonly byte[] LineEnd = "\n"u8.ToArray();

    public static async Task HandleAsync(
        [AsParameters] PaymentFilter filter, CurrentMerchant merchant, GatewayDb db, HttpResponse response, CancellationToken cancel)
    {
        if (response.HttpContext.Request.IsHead())
        {
            response.ContentType = ContentType;
            return;
        }

        var found = await PaymentSearch.FindAsync(db, merchant.Id, filter, cancel);
        if (found is { IsCapped: true })
        {
            await TooManyMatches.ExecuteAsync(response.HttpContext);
            return;
        }

        var matching = filter.Of(found is null
            ? db.Payments.Where(p => p.MerchantId == merchant.Id)
            : PaymentSearchSql.Read(db, merchant.Id, found.Ids)).AsNoTracking();
        response.ContentType = ContentType;
        await response.StartAsync(cancel);
        await WriteAsync(matching, db, response.BodyWriter, cancel);
    }

    private static async Task WriteAsync(
        IQueryable<Payment> matching, GatewayDb db, PipeWriter body, CancellationToken cancel)
    {
        await using var json = new Utf8JsonWriter(body);
        var batch = await ReadAsync(matching, cancel);
        while (batch.Count > 0)
        {
            var receipts = await ReadReceiptsAsync(db, batch, cancel);
            foreach (var payment in batch)
            {
                JsonSerializer.Serialize(json, ExportedPaymentResponse.From(payment, receipts[payment.OrderId]),
                    ApiJson.Default.ExportedPaymentResponse);
                json.Reset();
                body.Write(LineEnd);
            }

            await body.FlushAsync(cancel);
            batch = batch.Count < BatchSize ? [] : await ReadAsync(matching.After(batch[^1].CreatedAt, batch[^1].Id), cancel);
        }
    }

    private static Task<List<Payment>> ReadAsync(IQueryable<Payment> payments, CancellationToken cancel) =>
        payments.NewestFirst<Payment, PaymentId>().Take(BatchSize).ToListAsync(cancel);

    private static Task<Dictionary<OrderId, string?>> ReadReceiptsAsync(
        GatewayDb db, IEnumerable<Payment> payments, CancellationToken cancel)
    {
        var ids = payments.Select(payment => payment.OrderId).Distinct().ToArray();
        return db.Orders.Where(o => ids.Contains(o.Id)).Select(o => new { o.Id, o.Receipt })
            .ToDictionaryAsync(o => o.Id, o => o.Receipt, cancel);
    }
}
