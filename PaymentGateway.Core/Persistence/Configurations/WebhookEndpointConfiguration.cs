using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PaymentGateway.Core.Webhooks;

namespace PaymentGateway.Core.Persistence.Configurations;

internal sealed class WebhookEndpointConfiguration : IEntityTypeConfiguration<WebhookEndpoint>
{
    public void Configure(EntityTypeBuilder<WebhookEndpoint> endpoint)
    {
        endpoint.ToTable("webhook_endpoints", table =>
        {
            table.HasCheckConstraint("endpoint_limit", "max_in_flight BETWEEN 1 AND 1000");
            table.HasCheckConstraint("endpoint_response_code", "last_response_code BETWEEN 100 AND 999");
        });
        endpoint.HasKey(e => e.MerchantId);
        endpoint.Property(e => e.DisabledUrl).HasMaxLength(255);
    }
}
