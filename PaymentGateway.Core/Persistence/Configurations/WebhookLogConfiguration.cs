using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PaymentGateway.Core.Merchants;
using PaymentGateway.Core.Webhooks;

namespace PaymentGateway.Core.Persistence.Configurations;

internal sealed class WebhookLogConfiguration : IEntityTypeConfiguration<WebhookDelivery>
{
    public void Configure(EntityTypeBuilder<WebhookDelivery> delivery)
    {
        delivery.ToTable("webhook_logs", table =>
        {
            table.HasCheckConstraint("webhook_status", "status IN ('pending', 'success', 'failed')");
            table.HasCheckConstraint("webhook_response_size",
                $"octet_length(response_body) <= {WebhookAttempt.MaxResponseBytes}");
            table.HasCheckConstraint("webhook_pending_shape", "(status = 'pending') = (next_retry_at IS NOT NULL)");
        });
        delivery.Property(d => d.Id).ValueGeneratedNever();
        delivery.Property(d => d.Event).HasMaxLength(50);
        delivery.Property(d => d.Payload).HasColumnType("json"); // jsonb would reorder what has been signed
        delivery.Property(d => d.Status).HasMaxLength(20)
            .HasConversion(status => WebhookDeliveryStatuses.WireName(status), name => WebhookDeliveryStatuses.FromWireName(name));
        delivery.Property(d => d.NextTrigger).HasMaxLength(20);
        delivery.Property<uint>("Version").IsRowVersion();
        delivery.HasOne<Merchant>().WithMany().HasForeignKey(d => d.MerchantId);
        delivery.HasOne<WebhookEvent>().WithMany().HasForeignKey(d => d.EventId);
        delivery.HasMany(d => d.AttemptLog).WithOne().HasForeignKey(a => a.WebhookId);
        delivery.HasIndex(d => d.EventId).IsUnique().HasDatabaseName("webhook_once");
        delivery.HasIndex(d => new { d.MerchantId, d.CreatedAt, d.Id }).IsDescending(false, true, true)
            .IncludeProperties(d => new { d.Status, d.Event });
    }
}
