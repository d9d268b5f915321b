using Microsoft.Extensions.Options;
using PaymentGateway.Core.Live;
using PaymentGateway.Core.Queue;

namespace PaymentGateway.Worker.Queue;

internal static class QueueRegistration
{
    public static void AddJobQueue(this IHostApplicationBuilder builder)
    {
        var services = builder.Services;
        builder.AddGatewayRedis();
        services.AddOptions<QueueOptions>()
            .BindConfiguration(QueueOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<HostOptions>().Configure<IOptions<QueueOptions>>(
            (host, queue) => host.ShutdownTimeout = queue.Value.DrainTime + QueueOptions.ReleaseTime);
        services.AddSingleton<WorkerIdentity>();
        services.AddSingleton<Hints>();
        services.AddSingleton<ChangePublisher>();
        services.AddSingleton<Signal>();
        services.AddSingleton<OutboxSignal>();
        services.AddSingleton<JobRunner>();
        services.AddHostedService<Heartbeat>(); // stops last
        services.AddHostedService<ExpiredLeases>();
        services.AddHostedService<AbandonedHints>();
        services.AddHostedService<Wakeups>();
        services.AddHostedService<JobDispatcher>();
        services.AddHostedService<QueueWatch>();
        services.AddHostedService<JobConsumers>();
    }

    /// <summary>Who works off one kind of job, and how many at once.</summary>
    public static void AddJobHandler<THandler>(
        this IHostApplicationBuilder builder, JobKind kind, Func<QueueOptions, int> concurrency)
        where THandler : class, IJobHandler
    {
        builder.Services.AddKeyedScoped<IJobHandler, THandler>(JobKinds.WireName(kind));
        builder.Services.AddSingleton(services => ActivatorUtilities.CreateInstance<JobConsumer>(
            services, kind, concurrency(services.GetRequiredService<IOptions<QueueOptions>>().Value)));
    }
}
