using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PaymentGateway.Core.Payments;
using PaymentGateway.Core.Payments.Methods;

namespace PaymentGateway.Core.Persistence.Configurations;

internal sealed class PaymentConfiguration : IEntityTypeConfiguration<Payment>
{
    public const string OnePerOrder = "one_live_payment_per_order";

    public void Configure(EntityTypeBuilder<Payment> payment)
    {
        payment.ToTable("payments", AddConstraints);
        payment.ComplexProperty(p => p.Amount, amount =>
        {
            amount.Property(a => a.MinorUnits).HasColumnName("amount");
            amount.Property(a => a.Currency).HasColumnName("currency").HasColumnType("char(3)");
        });
        payment.Property(p => p.Method).HasMaxLength(20)
            .HasConversion(method => PaymentMethodKinds.WireName(method), name => PaymentMethodKinds.FromWireName(name));
        payment.Property(p => p.Status).HasMaxLength(20)
            .HasConversion(status => PaymentStatuses.WireName(status), name => PaymentStatuses.FromWireName(name));
        payment.Property(p => p.Vpa).HasMaxLength(255);
        payment.Property(p => p.CardNetwork).HasMaxLength(20);
        payment.Property(p => p.CardLast4).HasColumnType("char(4)"); // no column can hold a card number
        payment.Property(p => p.Captured).HasDefaultValue(false);
        payment.Property(p => p.ErrorCode).HasMaxLength(50);
        payment.Property(p => p.ErrorReason).HasMaxLength(50);
        payment.Property(p => p.BankReference).HasMaxLength(64);
        payment.Property(p => p.SimulatedOutcome).HasMaxLength(50);
        payment.Property(p => p.TraceId).HasMaxLength(32);
        payment.Property<uint>("Version").IsRowVersion(); // two workers cannot settle one payment
        payment.HasIndex(p => p.OrderId).IsUnique().HasDatabaseName(OnePerOrder)
            .HasFilter("exclusive AND status IN ('pending', 'success')");
        payment.HasIndex(p => new { p.OrderId, p.CreatedAt });
        payment.HasIndex(p => new { p.MerchantId, p.Status, p.Method }); // a list's total: few bytes a row, as the values repeat
    }

    private static void AddConstraints(TableBuilder<Payment> table)
    {
        table.HasCheckConstraint("payment_id_shape", "id ~ '^pay_[A-Za-z0-9]{16}$'");
        table.HasCheckConstraint("payment_method", "method IN ('upi', 'card')");
        table.HasCheckConstraint("payment_status", "status IN ('pending', 'success', 'failed')");
        table.HasCheckConstraint("payment_card_last4", "card_last4 ~ '^[0-9]{4}$'");
        table.HasCheckConstraint("payment_method_shape",
            "(method = 'upi' AND vpa IS NOT NULL AND card_last4 IS NULL AND card_network IS NULL) "
            + "OR (method = 'card' AND vpa IS NULL AND card_last4 IS NOT NULL AND card_network IS NOT NULL)");
        table.HasCheckConstraint("payment_refund_money",
            "0 <= refunded_amount AND refunded_amount <= refund_reserved AND refund_reserved <= amount");
        table.HasCheckConstraint("payment_only_success_has_money",
            "status = 'success' OR (NOT captured AND refund_reserved = 0)");
        table.HasCheckConstraint("payment_terminal_shape", "(status = 'pending') = (completed_at IS NULL)");
        table.HasCheckConstraint("payment_failed_has_reason", "(status = 'failed') = (error_code IS NOT NULL)");
    }
}
