using Npgsql;
using PaymentGateway.Core.Merchants;
using PaymentGateway.Core.Orders;
using PaymentGateway.Core.Payments.Methods;

namespace PaymentGateway.Core.Payments;

/// <summary>The row of a payment, read by SQL.</summary>
internal sealed record StoredPayment
{
    /// <summary>Of the table <c>payments p</c>, in the order in which <see cref="Read"/> takes them.</summary>
    public const string Columns = """
        p.id, p.order_id, p.merchant_id, p.amount, p.currency, p.method, p.vpa, p.card_network, p.card_last4, p.status,
        p.captured_at, p.refund_reserved, p.refunded_amount, p.error_code, p.error_reason, p.error_description,
        p.bank_reference, p.exclusive, p.simulated_outcome, p.trace_id, p.created_at, p.updated_at, p.completed_at, p.captured
        """;

    public const int ColumnCount = 24;

    public required PaymentId Id { get; init; }

    public required OrderId OrderId { get; init; }

    public required MerchantId MerchantId { get; init; }

    public required Money Amount { get; init; }

    public required PaymentMethodKind Method { get; init; }

    public string? Vpa { get; init; }

    public string? CardNetwork { get; init; }

    public string? CardLast4 { get; init; }

    public required PaymentStatus Status { get; init; }

    public bool Captured { get; init; }

    public DateTimeOffset? CapturedAt { get; init; }

    public long RefundReserved { get; init; }

    public long RefundedAmount { get; init; }

    public string? ErrorCode { get; init; }

    public string? ErrorReason { get; init; }

    public string? ErrorDescription { get; init; }

    public string? BankReference { get; init; }

    public bool Exclusive { get; init; }

    public string? SimulatedOutcome { get; init; }

    public string? TraceId { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset UpdatedAt { get; init; }

    public DateTimeOffset? CompletedAt { get; init; }

    /// <param name="at">The place of the first of the <see cref="Columns"/>.</param>
    public static StoredPayment Read(NpgsqlDataReader row, int at) => new()
    {
        Id = PaymentId.Of(row.GetString(at)),
        OrderId = OrderId.Of(row.GetString(at + 1)),
        MerchantId = new MerchantId(row.GetGuid(at + 2)),
        Amount = new Money(row.GetInt64(at + 3), row.GetString(at + 4)),
        Method = PaymentMethodKinds.FromWireName(row.GetString(at + 5)),
        Vpa = Text(row, at + 6),
        CardNetwork = Text(row, at + 7),
        CardLast4 = Text(row, at + 8),
        Status = PaymentStatuses.FromWireName(row.GetString(at + 9)),
        CapturedAt = Time(row, at + 10),
        RefundReserved = row.GetInt64(at + 11),
        RefundedAmount = row.GetInt64(at + 12),
        ErrorCode = Text(row, at + 13),
        ErrorReason = Text(row, at + 14),
        ErrorDescription = Text(row, at + 15),
        BankReference = Text(row, at + 16),
        Exclusive = row.GetBoolean(at + 17),
        SimulatedOutcome = Text(row, at + 18),
        TraceId = Text(row, at + 19),
        CreatedAt = row.GetFieldValue<DateTimeOffset>(at + 20),
        UpdatedAt = row.GetFieldValue<DateTimeOffset>(at + 21),
        CompletedAt = Time(row, at + 22),
        Captured = row.GetBoolean(at + 23),
    };

    private static string? Text(NpgsqlDataReader row, int at) => row.IsDBNull(at) ? null : row.GetString(at);

    private static DateTimeOffset? Time(NpgsqlDataReader row, int at) =>
        row.IsDBNull(at) ? null : row.GetFieldValue<DateTimeOffset>(at);
}
