using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PaymentGateway.Core.Queue;

namespace PaymentGateway.Core.Persistence.Configurations;

internal sealed class WorkerJobTotalConfiguration : IEntityTypeConfiguration<WorkerJobTotal>
{
    public void Configure(EntityTypeBuilder<WorkerJobTotal> total)
    {
        total.ToTable("worker_job_totals");
        total.HasKey(t => new { t.Worker, t.Kind });
        total.Property(t => t.Worker).HasMaxLength(128);
        total.Property(t => t.Kind).HasMaxLength(20)
            .HasConversion(kind => JobKinds.WireName(kind), name => JobKinds.FromWireName(name));
    }
}
