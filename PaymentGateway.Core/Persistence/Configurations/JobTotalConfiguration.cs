using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PaymentGateway.Core.Queue;

namespace PaymentGateway.Core.Persistence.Configurations;

internal sealed class JobTotalConfiguration : IEntityTypeConfiguration<JobTotal>
{
    public void Configure(EntityTypeBuilder<JobTotal> total)
    {
        total.ToTable("job_totals");
        total.HasKey(t => new { t.Kind, t.State });
        total.Property(t => t.Kind).HasMaxLength(20)
            .HasConversion(kind => JobKinds.WireName(kind), name => JobKinds.FromWireName(name));
        total.Property(t => t.State).HasMaxLength(20)
            .HasConversion(state => JobStates.WireName(state), name => JobStates.FromWireName(name));
    }
}
