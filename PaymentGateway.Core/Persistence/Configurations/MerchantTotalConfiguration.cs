using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PaymentGateway.Core.Merchants;
using PaymentGateway.Core.Stats;

namespace PaymentGateway.Core.Persistence.Configurations;

internal sealed class MerchantTotalConfiguration :
    IEntityTypeConfiguration<MerchantTotal>, IEntityTypeConfiguration<MerchantTotalsEnd>
{
    public void Configure(EntityTypeBuilder<MerchantTotal> total)
    {
        total.ToTable("merchant_totals");
        total.Property(t => t.Currency).HasColumnType("char(3)");
        total.Property(t => t.Method).HasMaxLength(20);
        total.Property(t => t.Status).HasMaxLength(20);
        total.HasOne<Merchant>().WithMany().HasForeignKey(t => t.MerchantId);
        total.HasIndex(t => new { t.MerchantId, t.StartsAt });
    }

    public void Configure(EntityTypeBuilder<MerchantTotalsEnd> end)
    {
        end.ToTable("merchant_totals_end");
        end.HasKey(e => e.MerchantId);
        end.HasOne<Merchant>().WithOne().HasForeignKey<MerchantTotalsEnd>(e => e.MerchantId);
    }
}
