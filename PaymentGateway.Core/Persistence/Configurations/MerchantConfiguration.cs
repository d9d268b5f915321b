using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PaymentGateway.Core.Merchants;
using PaymentGateway.Core.Webhooks;

namespace PaymentGateway.Core.Persistence.Configurations;

internal sealed class MerchantConfiguration : IEntityTypeConfiguration<Merchant>
{
    public void Configure(EntityTypeBuilder<Merchant> merchant)
    {
        merchant.ToTable("merchants", table => table.HasCheckConstraint("merchant_secret_hash", "length(api_secret) = 64"));
        merchant.Property(m => m.Name).HasMaxLength(Merchant.MaxNameLength);
        merchant.Property(m => m.Email).HasMaxLength(255);
        merchant.Property(m => m.ApiKey).HasMaxLength(64);
        merchant.Property(m => m.ApiSecret).HasMaxLength(64);
        merchant.Property(m => m.PreviousApiSecret).HasMaxLength(64);
        merchant.Property(m => m.WebhookUrl).HasMaxLength(255);
        merchant.Property(m => m.IsActive).HasDefaultValue(true);
        merchant.HasIndex(m => m.Email).IsUnique();
        merchant.HasIndex(m => m.ApiKey).IsUnique();
        merchant.HasOne(m => m.Endpoint).WithOne().HasForeignKey<WebhookEndpoint>(e => e.MerchantId);
    }
}
