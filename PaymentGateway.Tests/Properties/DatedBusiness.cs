using System.Globalization;
using CsCheck;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using PaymentGateway.Api.Stats;
using PaymentGateway.Core.Merchants;
using PaymentGateway.Core.Stats;
using PaymentGateway.Tests.Support;

namespace PaymentGateway.Tests.Properties;

/// <summary>
/// A merchant whose payments and refunds begin, and are settled, in any order at any time of the last hours, and are added
/// up in between. Its orders can be paid several times, so that each step is one statement.
/// </summary>
internal sealed class DatedBusiness(string database, MerchantId merchant)
{
    private static readonly string[] Currencies = ["INR", "JPY"];
    private static readonly DateTimeOffset Now = TimeProvider.System.GetUtcNow();

    private readonly List<(string Id, string Status)> _payments = [];
    private readonly List<(string Id, string Status)> _refunds = [];

    public MerchantId MerchantId => merchant;

    public static Gen<DatedStep> AnyStep { get; } = Gen.Select(
        Gen.Frequency((4, Gen.Const(DatedStepKind.Pay)), (3, Gen.Const(DatedStepKind.Settle)), (2, Gen.Const(DatedStepKind.Refund)),
            (2, Gen.Const(DatedStepKind.SettleRefund)), (2, Gen.Const(DatedStepKind.AddUp)), (1, Gen.Const(DatedStepKind.Forget))),
        Gen.Int[0, 240], Gen.Int[0, 1000], (kind, minutesAgo, choice) => new DatedStep(kind, minutesAgo, choice));

    public static async Task<DatedBusiness> BeginAsync(string database)
    {
        await using var db = TestDatabase.Open(database);
        var merchant = Merchant.Create("Shop", $"{Guid.NewGuid():N}@example.com", ApiCredentials.New(forTests: true), Now);
        db.Add(merchant);
        await db.SaveChangesAsync();
        return new DatedBusiness(database, merchant.Id);
    }

    public Task RunAsync(DatedStep step) => step.Kind switch
    {
        DatedStepKind.Pay => PayAsync(step),
        DatedStepKind.Settle => SettleAsync(step),
        DatedStepKind.Refund => RefundAsync(step),
        DatedStepKind.SettleRefund => SettleRefundAsync(step),
        DatedStepKind.AddUp => AddUpAsync(),
        _ => ForgetAsync(),
    };

    /// <summary>What the API would say, and what the rows say.</summary>
    public async Task<(List<string> Added, List<string> Rows)> SumsAsync(DateTimeOffset from, DateTimeOffset to)
    {
        await using var db = TestDatabase.Open(database);
        List<string> added =
        [
            .. (await StatsSql.PaymentsAsync(db, merchant, from, to, CancellationToken.None)).Select(Describe).Order(),
            .. (await StatsSql.RefundsAsync(db, merchant, from, to, CancellationToken.None)).Select(Describe).Order(),
        ];
        var payments = await db.Database.SqlQuery<PaymentSum>($"""
            SELECT date_bin('15 minutes', created_at, 'epoch') AS starts_at, currency::text AS currency, method, status,
                count(*) AS count, sum(amount)::bigint AS amount
            FROM payments WHERE merchant_id = {merchant.Value} AND created_at >= {from} AND created_at < {to} GROUP BY 1, 2, 3, 4
            """).ToListAsync();
        var refunds = await db.Database.SqlQuery<RefundSum>($"""
            SELECT p.currency::text AS currency, count(*) AS count, sum(r.amount)::bigint AS amount
            FROM refunds r JOIN payments p ON p.id = r.payment_id
            WHERE r.merchant_id = {merchant.Value} AND r.created_at >= {from} AND r.created_at < {to} AND r.status <> 'failed' GROUP BY 1
            """).ToListAsync();
        return (added, [.. payments.Select(Describe).Order(), .. refunds.Select(Describe).Order()]);
    }

    public static DateTimeOffset MinutesAgo(int minutes) => Now.AddMinutes(-minutes);

    /// <summary>The whole of it, whatever its payments' times.</summary>
    public Task<(List<string> Added, List<string> Rows)> SumsAsync() => SumsAsync(MinutesAgo(1000), MinutesAgo(-1000));

    /// <returns>Whether there was anything to add up.</returns>
    public async Task<bool> AddUpAsync()
    {
        await using var connection = new NpgsqlConnection(database);
        await connection.OpenAsync();
        var next = (await MerchantTotalsSql.FindNextAsync(connection, limit: int.MaxValue))
            .Find(quarter => quarter.MerchantId == merchant.Value);
        if (next is not null)
        {
            await MerchantTotalsSql.AddAsync(connection, next);
        }

        return next is not null;
    }

    private static string Describe(object sum) => Convert.ToString(sum, CultureInfo.InvariantCulture)!;

    private async Task PayAsync(DatedStep step)
    {
        var (id, order, at) = ("pay_" + NewId(), "order_" + NewId(), MinutesAgo(step.MinutesAgo));
        var (currency, amount) = (Currencies[step.Choice % 2], 1000 + step.Choice);
        var (isCard, status) = (step.Choice % 3 == 0, step.Choice % 4 == 0 ? "success" : "pending");
        await ExecuteAsync($"""
            INSERT INTO orders (id, merchant_id, amount, currency, status, amount_paid, attempts, reusable, created_at, updated_at)
            VALUES ({order}, {merchant.Value}, {amount}, {currency}, 'attempted', 0, 1, true, {at}, {at});
            INSERT INTO payments (id, order_id, merchant_id, amount, currency, method, vpa, card_network, card_last4, status,
                refund_reserved, refunded_amount, exclusive, created_at, updated_at, completed_at)
            VALUES ({id}, {order}, {merchant.Value}, {amount}, {currency}, {(isCard ? "card" : "upi")},
                {(isCard ? null : "user@paytm")}, {(isCard ? "visa" : null)}, {(isCard ? "4242" : null)}, {status}, 0, 0, false,
                {at}, {at}, CASE {status} WHEN 'success' THEN now() END)
            """);
        _payments.Add((id, status));
    }

    private async Task SettleAsync(DatedStep step)
    {
        if (Choose(_payments, "pending", step) is not { } chosen)
        {
            return;
        }

        var status = step.Choice % 3 == 0 ? "failed" : "success";
        await ExecuteAsync($"""
            UPDATE payments SET status = {status}, completed_at = now(), error_code = CASE {status} WHEN 'failed' THEN 'PAYMENT_FAILED' END
            WHERE id = {_payments[chosen].Id}
            """);
        _payments[chosen] = (_payments[chosen].Id, status);
    }

    private async Task RefundAsync(DatedStep step)
    {
        if (Choose(_payments, "success", step) is not { } chosen)
        {
            return;
        }

        var (id, payment) = ("rfnd_" + NewId(), _payments[chosen].Id);
        await ExecuteAsync($"""
            UPDATE payments SET refund_reserved = refund_reserved + 10 WHERE id = {payment};
            INSERT INTO refunds (id, payment_id, merchant_id, amount, status, created_at)
            VALUES ({id}, {payment}, {merchant.Value}, 10, 'pending', {MinutesAgo(step.MinutesAgo)})
            """);
        _refunds.Add((id, "pending"));
    }

    private async Task SettleRefundAsync(DatedStep step)
    {
        if (Choose(_refunds, "pending", step) is not { } chosen)
        {
            return;
        }

        var (id, isProcessed) = (_refunds[chosen].Id, step.Choice % 3 != 0);
        await ExecuteAsync($"""
            UPDATE payments p SET refund_reserved = refund_reserved - {(isProcessed ? 0 : 10)},
                refunded_amount = refunded_amount + {(isProcessed ? 10 : 0)}
            FROM refunds r WHERE r.id = {id} AND p.id = r.payment_id;
            UPDATE refunds SET status = {(isProcessed ? "processed" : "failed")}, processed_at = {(isProcessed ? Now : null)} WHERE id = {id}
            """);
        _refunds[chosen] = (id, isProcessed ? "processed" : "failed");
    }

    private Task ForgetAsync() => ExecuteAsync($"""
        DELETE FROM merchant_totals WHERE merchant_id = {merchant.Value};
        DELETE FROM merchant_totals_end WHERE merchant_id = {merchant.Value}
        """);

    private static int? Choose(List<(string Id, string Status)> all, string status, DatedStep step)
    {
        List<int> possible = [.. Enumerable.Range(0, all.Count).Where(i => all[i].Status == status)];
        return possible.Count == 0 ? null : possible[step.Choice % possible.Count];
    }

    private async Task ExecuteAsync(FormattableString sql)
    {
        await using var db = TestDatabase.Open(database);
        await db.Database.ExecuteSqlAsync(sql);
    }

    private static string NewId() => Guid.NewGuid().ToString("N")[..16];
}

internal enum DatedStepKind
{
    Pay,
    Settle,
    Refund,
    SettleRefund,
    AddUp,

    /// <summary>The totals are deleted, to be made again.</summary>
    Forget,
}

/// <param name="MinutesAgo">When what it creates began.</param>
/// <param name="Choice">Decides everything else.</param>
internal sealed record DatedStep(DatedStepKind Kind, int MinutesAgo, int Choice);
