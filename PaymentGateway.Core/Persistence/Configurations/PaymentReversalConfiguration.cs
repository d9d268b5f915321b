using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PaymentGateway.Core.Payments;

namespace PaymentGateway.Core.Persistence.Configurations;

internal sealed class PaymentReversalConfiguration : IEntityTypeConfiguration<PaymentReversal>
{
    public void Configure(EntityTypeBuilder<PaymentReversal> reversal)
    {
        reversal.ToTable("payment_reversals", table =>
        {
            table.HasCheckConstraint("reversal_status", "status IN ('pending', 'processed')");
            table.HasCheckConstraint("reversal_processed_shape",
                "(status = 'processed') = (processed_at IS NOT NULL AND bank_reference IS NOT NULL)");
        });
        reversal.HasKey(r => r.PaymentId); // a payment is reversed once
        reversal.Property(r => r.Status).HasMaxLength(20)
            .HasConversion(status => PaymentReversalStatuses.WireName(status), name => PaymentReversalStatuses.FromWireName(name));
        reversal.Property(r => r.ApprovalReference).HasMaxLength(64);
        reversal.Property(r => r.BankReference).HasMaxLength(64);
        reversal.Property<uint>("Version").IsRowVersion();
    }
}
