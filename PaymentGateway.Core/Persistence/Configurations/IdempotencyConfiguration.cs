using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PaymentGateway.Core.Idempotency;
using PaymentGateway.Core.Merchants;

namespace PaymentGateway.Core.Persistence.Configurations;

internal sealed class IdempotencyConfiguration : IEntityTypeConfiguration<IdempotencyRecord>
{
    public void Configure(EntityTypeBuilder<IdempotencyRecord> record)
    {
        record.ToTable("idempotency_keys", table =>
        {
            table.HasCheckConstraint("idempotency_key_shape", "key ~ '^[\\x20-\\x7e]{1,255}$'");
            table.HasCheckConstraint("idempotency_fingerprint", "octet_length(fingerprint) = 32");
            table.HasCheckConstraint("idempotency_only_success", "status_code BETWEEN 200 AND 299");
        });
        record.HasKey(r => new { r.MerchantId, r.Payer, r.Key });
        record.Property(r => r.Key).HasMaxLength(255);
        record.Property(r => r.Response).HasColumnType("json"); // jsonb would not give the same bytes back
        record.Property(r => r.CreatedAt).HasDefaultValueSql("now()");
        record.Property(r => r.ExpiresAt).HasDefaultValueSql("now() + interval '24 hours'");
        record.HasOne<Merchant>().WithMany().HasForeignKey(r => r.MerchantId);
        record.HasIndex(r => r.ExpiresAt);
    }
}
