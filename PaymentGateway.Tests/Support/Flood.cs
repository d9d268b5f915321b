using PaymentGateway.Core.Merchants;

namespace PaymentGateway.Tests.Support;

/// <summary>Very many events at one moment, written as the API would write them.</summary>
internal static class Flood
{
    public static Task<int> AddAsync(Gateway gateway, IEnumerable<MerchantId> merchants, int eventsOfEach)
    {
        var ids = merchants.Select(merchant => merchant.Value).ToArray();
        return gateway.ExecuteAsync($"""
            WITH happened AS (
                INSERT INTO events (id, merchant_id, type, subject_id, body, created_at)
                SELECT 'evt_' || substr(md5(gen_random_uuid()::text), 1, 16), merchant, 'payment.success',
                    'pay_' || substr(md5(gen_random_uuid()::text), 1, 16), json_build_object('event', 'payment.success')::text, now()
                FROM unnest({ids}) AS merchant, generate_series(1, {eventsOfEach})
                RETURNING *),
            logged AS (
                INSERT INTO webhook_logs (id, merchant_id, event_id, event, payload, status, attempts, next_retry_at, next_trigger, created_at)
                SELECT gen_random_uuid(), merchant_id, id, type, body::json, 'pending', 0, created_at, 'auto', created_at FROM happened
                RETURNING id, merchant_id)
            INSERT INTO jobs (kind, ref, lane, state, dispatch_count, attempt, max_attempts, fence)
            SELECT 'webhook', id::text, merchant_id, 'ready', 0, 0, 25, 0 FROM logged
            """);
    }
}
