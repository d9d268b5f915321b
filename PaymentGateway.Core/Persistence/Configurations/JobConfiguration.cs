using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PaymentGateway.Core.Queue;

namespace PaymentGateway.Core.Persistence.Configurations;

internal sealed class JobConfiguration : IEntityTypeConfiguration<Job>
{
    public void Configure(EntityTypeBuilder<Job> job)
    {
        job.ToTable("jobs", table =>
        {
            table.HasCheckConstraint("job_kind", "kind IN ('payment', 'refund', 'webhook', 'reversal')");
            table.HasCheckConstraint("job_state", "state IN ('ready', 'running', 'done', 'dead')");
            table.HasCheckConstraint("job_lease",
                "(state = 'running') = (lease_until IS NOT NULL AND lease_owner IS NOT NULL)");
            table.HasCheckConstraint("job_finished", "(state IN ('done', 'dead')) = (finished_at IS NOT NULL)");
        });
        job.Property(j => j.Id).UseIdentityAlwaysColumn();
        job.Property(j => j.Kind).HasMaxLength(20)
            .HasConversion(kind => JobKinds.WireName(kind), name => JobKinds.FromWireName(name));
        job.Property(j => j.Ref).HasMaxLength(64);
        job.Property(j => j.State).HasMaxLength(20).IsConcurrencyToken()
            .HasConversion(state => JobStates.WireName(state), name => JobStates.FromWireName(name));
        job.Property(j => j.Fence).IsConcurrencyToken();
        job.Property(j => j.RunAt).HasDefaultValueSql("now()");
        job.Property(j => j.LeaseOwner).HasMaxLength(128);
        job.Property(j => j.LastError).HasMaxLength(500);
        job.Property(j => j.Traceparent).HasMaxLength(55);
        job.HasIndex(j => new { j.Kind, j.Ref }).IsUnique();
        job.HasIndex(j => new { j.Kind, j.RunAt, j.Id }).HasDatabaseName("jobs_due").HasFilter("state = 'ready'");
        job.HasIndex(j => new { j.Lane, j.RunAt, j.Id }).HasDatabaseName("jobs_lane").HasFilter("state = 'ready'");
        job.HasIndex(j => j.Lane).HasDatabaseName("jobs_run_lane").HasFilter("state = 'running'");
        job.HasIndex(j => j.LeaseUntil).HasDatabaseName("jobs_lease").HasFilter("state = 'running'");
        job.HasIndex(j => j.Kind).HasDatabaseName("jobs_dead").HasFilter("state = 'dead'");
        job.HasIndex(j => j.FinishedAt).HasDatabaseName("jobs_finished").HasFilter("finished_at IS NOT NULL");
    }
}
