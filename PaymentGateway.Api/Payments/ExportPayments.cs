using System.Buffers;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using PaymentGateway.Api.Json;
using PaymentGateway.Api.Lists;
using PaymentGateway.Api.Merchants;
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
    private const int BatchSize = 1000;
    private static readonly byte[] LineEnd = "\n"u8.ToArray();

    public static async Task HandleAsync(
        [AsParameters] PaymentFilter filter, CurrentMerchant merchant, GatewayDb db, HttpResponse response, CancellationToken cancel)
    {
        response.ContentType = "application/x-ndjson; charset=utf-8";
        if (response.HttpContext.Request.IsHead())
        {
            return;
        }

        await response.StartAsync(cancel);
        await using var json = new Utf8JsonWriter(response.BodyWriter);
        var matching = filter.Of(db.Payments.Where(p => p.MerchantId == merchant.Id), db).AsNoTracking();
        var batch = await ReadAsync(matching, cancel);
        while (batch.Count > 0)
        {
            foreach (var payment in batch)
            {
                JsonSerializer.Serialize(json, PaymentResponse.From(payment), ApiJson.Default.PaymentResponse);
                json.Reset();
                response.BodyWriter.Write(LineEnd);
            }

            await response.BodyWriter.FlushAsync(cancel);
            batch = batch.Count < BatchSize ? [] : await ReadAsync(matching.After(batch[^1].CreatedAt, batch[^1].Id), cancel);
        }
    }

    private static Task<List<Payment>> ReadAsync(IQueryable<Payment> payments, CancellationToken cancel) =>
        payments.NewestFirst<Payment, PaymentId>().Take(BatchSize).ToListAsync(cancel);
}
