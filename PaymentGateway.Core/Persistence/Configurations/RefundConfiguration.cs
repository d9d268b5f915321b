using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PaymentGateway.Core.Merchants;
using PaymentGateway.Core.Refunds;

namespace PaymentGateway.Core.Persistence.Configurations;

internal sealed class RefundConfiguration : IEntityTypeConfiguration<Refund>
{
    public void Configure(EntityTypeBuilder<Refund> refund)
    {
        refund.ToTable("refunds", table =>
        {
            table.HasCheckConstraint("refund_id_shape", "id ~ '^rfnd_[A-Za-z0-9]{16}$'");
            table.HasCheckConstraint("refund_amount", "amount > 0");
            table.HasCheckConstraint("refund_reason", "length(reason) <= 500");
            table.HasCheckConstraint("refund_status", "status IN ('pending', 'processed', 'failed')");
            table.HasCheckConstraint("refund_error_shape", "error_description IS NULL OR status = 'failed'");
            table.HasCheckConstraint("refund_processed_shape", "(status = 'processed') = (processed_at IS NOT NULL)");
        });
        refund.Property(r => r.Status).HasMaxLength(20)
            .HasConversion(status => RefundStatuses.WireName(status), name => RefundStatuses.FromWireName(name));
        refund.Property(r => r.ErrorDescription).HasMaxLength(255);
        refund.Property<uint>("Version").IsRowVersion();
        refund.HasOne<Merchant>().WithMany().HasForeignKey(r => r.MerchantId);
        refund.HasIndex(r => new { r.PaymentId, r.CreatedAt });
        refund.HasIndex(r => new { r.MerchantId, r.CreatedAt, r.Id }).IsDescending(false, true, true);
    }
}
