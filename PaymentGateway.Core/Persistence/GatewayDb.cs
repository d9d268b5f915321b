using Microsoft.AspNetCore.DataProtection.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using PaymentGateway.Core.Banks;
using PaymentGateway.Core.Idempotency;
using PaymentGateway.Core.Ids;
using PaymentGateway.Core.Merchants;
using PaymentGateway.Core.Orders;
using PaymentGateway.Core.Payments;
using PaymentGateway.Core.Queue;
using PaymentGateway.Core.Refunds;
using PaymentGateway.Core.Stats;
using PaymentGateway.Core.Webhooks;

namespace PaymentGateway.Core.Persistence;

/// <summary>Repository and unit of work: state, jobs, events and stored answers commit together.</summary>
public sealed class GatewayDb(DbContextOptions<GatewayDb> options) : DbContext(options), IDataProtectionKeyContext
{
    public DbSet<Merchant> Merchants => Set<Merchant>();

    public DbSet<Session> Sessions => Set<Session>();

    public DbSet<Order> Orders => Set<Order>();

    public DbSet<Payment> Payments => Set<Payment>();

    public DbSet<PaymentReversal> PaymentReversals => Set<PaymentReversal>();

    public DbSet<Refund> Refunds => Set<Refund>();

    public DbSet<WebhookEvent> Events => Set<WebhookEvent>();

    public DbSet<OutboxEvent> EventOutbox => Set<OutboxEvent>();

    public DbSet<WebhookDelivery> WebhookLogs => Set<WebhookDelivery>();

    public DbSet<WebhookAttempt> WebhookAttempts => Set<WebhookAttempt>();

    public DbSet<WebhookEndpoint> WebhookEndpoints => Set<WebhookEndpoint>();

    public DbSet<IdempotencyRecord> IdempotencyKeys => Set<IdempotencyRecord>();

    public DbSet<Job> Jobs => Set<Job>();

    public DbSet<JobTotal> JobTotals => Set<JobTotal>();

    public DbSet<WorkerJobTotal> WorkerJobTotals => Set<WorkerJobTotal>();

    public DbSet<MerchantTotal> MerchantTotals => Set<MerchantTotal>();

    public DbSet<MerchantTotalsEnd> MerchantTotalsEnd => Set<MerchantTotalsEnd>();

    public DbSet<WorkerHeartbeat> Workers => Set<WorkerHeartbeat>();

    public DbSet<BankAuthorisation> BankAuthorisations => Set<BankAuthorisation>();

    /// <summary>The ring of keys that protects webhook secrets, itself encrypted under the master key.</summary>
    public DbSet<DataProtectionKey> DataProtectionKeys => Set<DataProtectionKey>();

    /// <summary>
    /// Stores an event with the change that it reports and, when its merchant has an address at this moment, the promise to
    /// deliver it.
    /// </summary>
    /// <param name="webhookUrl">The merchant's address as just read from its row; never from a cache.</param>
    public void Announce(WebhookEvent happened, string? webhookUrl)
    {
        Events.Add(happened);
        if (webhookUrl is not null)
        {
            EventOutbox.Add(OutboxEvent.Of(happened));
        }
    }

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(GatewayDb).Assembly);
        foreach (var reference in modelBuilder.Model.GetEntityTypes().SelectMany(entity => entity.GetForeignKeys()))
        {
            reference.DeleteBehavior = DeleteBehavior.Restrict; // money is never deleted by way of something else
        }
    }

    protected override void ConfigureConventions(ModelConfigurationBuilder conventions)
    {
        ConfigureId<OrderId>(conventions);
        ConfigureId<PaymentId>(conventions);
        ConfigureId<RefundId>(conventions);
        ConfigureId<EventId>(conventions);
        conventions.Properties<MerchantId>().HaveConversion<MerchantIdConverter>();
    }

    // Compared byte by byte: quicker than by a language's rules, and an index then finds the beginning of an id too.
    private static void ConfigureId<TId>(ModelConfigurationBuilder conventions)
        where TId : struct, IPrefixedId<TId> =>
        conventions.Properties<TId>().HaveConversion<PrefixedIdValueConverter<TId>>().HaveMaxLength(PrefixedId.MaxLength).UseCollation("C");
}
