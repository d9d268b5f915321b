using PaymentGateway.Core.Payments;

namespace PaymentGateway.Api.Payments;

/// <summary>A payment as one line of an export.</summary>
public sealed record ExportedPaymentResponse : PaymentResponse
{
    private ExportedPaymentResponse(PaymentResponse payment, string? receipt)
        : base(payment) => Receipt = receipt;

    /// <summary>Of its order: your own number for it.</summary>
    public string? Receipt { get; }

    internal static ExportedPaymentResponse From(Payment payment, string? receipt) =>
        new(PaymentResponse.From(payment), receipt);
}
