using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PaymentGateway.Core.Webhooks;

namespace PaymentGateway.Core.Persistence.Configurations;

internal sealed class OutboxEventConfiguration : IEntityTypeConfiguration<OutboxEvent>
{
    public void Configure(EntityTypeBuilder<OutboxEvent> outbox)
    {
        outbox.ToTable("event_outbox");
        outbox.Property(o => o.Id).UseIdentityAlwaysColumn();
        outbox.Property(o => o.Traceparent).HasMaxLength(55);
        outbox.HasOne<WebhookEvent>().WithMany().HasForeignKey(o => o.EventId);
        outbox.HasIndex(o => o.EventId).IsUnique().HasDatabaseName("event_is_fanned_out_once");
    }
}
