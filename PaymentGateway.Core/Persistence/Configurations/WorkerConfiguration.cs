using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PaymentGateway.Core.Queue;

namespace PaymentGateway.Core.Persistence.Configurations;

internal sealed class WorkerConfiguration : IEntityTypeConfiguration<WorkerHeartbeat>
{
    public void Configure(EntityTypeBuilder<WorkerHeartbeat> worker)
    {
        worker.ToTable("workers");
        worker.Property(w => w.Id).HasMaxLength(128);
    }
}
