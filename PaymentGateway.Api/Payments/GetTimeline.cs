using Microsoft.EntityFrameworkCore;
using PaymentGateway.Api.Errors;
using PaymentGateway.Api.Json;
using PaymentGateway.Api.Merchants;
using PaymentGateway.Core.Payments;
using PaymentGateway.Core.Persistence;

namespace PaymentGateway.Api.Payments;

/// <summary>All that has happened to a payment and its refunds, and every attempt to tell the merchant's server so.</summary>
internal static class GetTimeline
{
    public static async Task<IResult> HandleAsync(PaymentId id, CurrentMerchant merchant, GatewayDb db, CancellationToken cancel)
    {
        var payment = await db.Payments.AsNoTracking()
            .SingleOrDefaultAsync(p => p.Id == id && p.MerchantId == merchant.Id, cancel);
        if (payment is null)
        {
            return ApiErrors.PaymentNotFound;
        }

        var refunds = await db.Refunds.AsNoTracking().Where(r => r.PaymentId == id)
            .ToDictionaryAsync(r => r.Id.Value, cancel);
        string[] subjects = [id.Value, .. refunds.Keys];
        var events = await ReadEventsAsync(db, subjects, cancel);
        var entries = events.ConvertAll(entry => refunds.TryGetValue(entry.SubjectId, out var refund)
            ? entry with { Amount = refund.Amount, Reason = refund.Reason }
            : entry);
        entries.AddRange(await ReadAttemptsAsync(db, subjects, cancel));
        if (payment.CapturedAt is { } capturedAt)
        {
            entries.Add(new TimelineEntry(capturedAt, "payment.captured", id.Value));
        }

        if (payment.HasTimedOut)
        {
            entries.AddRange(await ReadReversalAsync(db, id, cancel));
        }

        var response = new TimelineResponse(id.Value, payment.TraceId, [.. entries.OrderBy(entry => entry.At)]);
        return JsonResponse.Of(response, ApiJson.Default.TimelineResponse);
    }

    // Events of one instant happened in the order of their ids' rows; "created" comes before "pending" by its name too.
    private static Task<List<TimelineEntry>> ReadEventsAsync(GatewayDb db, string[] subjects, CancellationToken cancel) =>
        db.Events.Where(e => subjects.Contains(e.SubjectId)).OrderBy(e => e.CreatedAt).ThenBy(e => e.Type)
            .Select(e => new TimelineEntry(
                e.CreatedAt, e.Type, e.SubjectId, null, null, null, null, null, null, null, null))
            .ToListAsync(cancel);

    private static Task<List<TimelineEntry>> ReadAttemptsAsync(GatewayDb db, string[] subjects, CancellationToken cancel) => (
        from happened in db.Events
        join delivery in db.WebhookLogs on happened.Id equals delivery.EventId
        join attempt in db.WebhookAttempts on delivery.Id equals attempt.WebhookId
        where subjects.Contains(happened.SubjectId)
        select new TimelineEntry(attempt.StartedAt, "webhook.attempt", happened.SubjectId, happened.Type, delivery.Id,
            attempt.Attempt, attempt.ResponseCode, attempt.DurationMs, attempt.Error, null, null)).ToListAsync(cancel);

    private static async Task<IEnumerable<TimelineEntry>> ReadReversalAsync(GatewayDb db, PaymentId id, CancellationToken cancel)
    {
        var reversal = await db.PaymentReversals.AsNoTracking().SingleOrDefaultAsync(r => r.PaymentId == id, cancel);
        if (reversal is null)
        {
            return [];
        }

        var approval = new TimelineEntry(reversal.CreatedAt, "payment.late_approval", id.Value);
        return reversal.ProcessedAt is { } processedAt
            ? [approval, new TimelineEntry(processedAt, "payment.reversed", id.Value)]
            : [approval];
    }
}
