using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PaymentGateway.Core.Webhooks;

namespace PaymentGateway.Core.Persistence.Configurations;

internal sealed class WebhookAttemptConfiguration : IEntityTypeConfiguration<WebhookAttempt>
{
    public void Configure(EntityTypeBuilder<WebhookAttempt> attempt)
    {
        attempt.ToTable("webhook_attempts", table =>
        {
            table.HasCheckConstraint("attempt_trigger", "trigger IN ('auto', 'manual', 'test')");
            table.HasCheckConstraint("attempt_response_size",
                $"octet_length(response_body) <= {WebhookAttempt.MaxResponseBytes}");
        });
        attempt.HasKey(a => new { a.WebhookId, a.Attempt });
        attempt.Property(a => a.Trigger).HasMaxLength(20);
        attempt.Property(a => a.Error).HasMaxLength(50);
    }
}
