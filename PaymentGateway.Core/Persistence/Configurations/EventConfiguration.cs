using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PaymentGateway.Core.Webhooks;

namespace PaymentGateway.Core.Persistence.Configurations;

internal sealed class EventConfiguration : IEntityTypeConfiguration<WebhookEvent>
{
    public void Configure(EntityTypeBuilder<WebhookEvent> happened)
    {
        happened.ToTable("events");
        happened.Property(e => e.Type).HasMaxLength(50);
        happened.Property(e => e.SubjectId).HasMaxLength(64);
        happened.HasIndex(e => new { e.SubjectId, e.Type }).IsUnique().HasDatabaseName("event_happens_once");
        // Of nobody's money: the rest are never removed.
        happened.HasIndex(e => e.CreatedAt).HasDatabaseName("events_to_remove")
            .HasFilter("body IS NULL AND type NOT LIKE 'payment.%' AND type NOT LIKE 'refund.%'");
    }
}
