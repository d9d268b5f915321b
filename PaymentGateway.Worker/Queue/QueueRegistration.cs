using Microsoft.Extensions.Options;
using PaymentGateway.Core.Batching;
using PaymentGateway.Core.Live;
using PaymentGateway.Core.Queue;

namespace PaymentGateway.Worker.Queue;

internal static class QueueRegistration
{
    /// <summary>More than there can be slots: what waits for a step holds one.</summary>
    private const int MaxWaiting = 10_000;

    public static void AddJobQueue(this IHostApplicationBuilder builder)
    {
        var services = builder.Services;
        builder.AddGatewayRedis();
        services.AddOptions<QueueOptions>()
            .BindConfiguration(QueueOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<HostOptions>().Configure<IOptions<QueueOptions>>(
            (host, queue) => host.ShutdownTimeout = queue.Value.DrainTime + QueueOptions.ReleaseTime);
        services.AddSingleton<WorkerIdentity>();
        services.AddSingleton<JobNotifications>();
        services.AddSingleton<ChangePublisher>();
        services.AddSingleton<WorkSignals>();
        services.AddSingleton<JobClaims>();
        services.AddSingleton<JobRunner>();
        services.AddJobStep<EndJobsStep, Job, SavedJob>();
        services.AddHostedService<Heartbeat>(); // stops last
        services.AddHostedService<ExpiredLeases>();
        services.AddHostedService<StaleConsumerCleanup>();
        services.AddHostedService<Wakeups>();
        services.AddHostedService<WorkPoller>();
        services.AddHostedService<JobDispatcher>();
        services.AddHostedService<QueueWatch>();
        services.AddHostedService<JobConsumers>();
    }

    /// <summary>Who works off one kind of job, and how many at once.</summary>
    public static void AddJobHandler<THandler>(
        this IHostApplicationBuilder builder, JobKind kind, Func<QueueOptions, int> concurrency)
        where THandler : class, IJobHandler
    {
        builder.Services.AddKeyedSingleton<IJobHandler, THandler>(JobKinds.WireName(kind));
        builder.Services.AddSingleton(services => ActivatorUtilities.CreateInstance<JobConsumer>(
            services, kind, concurrency(services.GetRequiredService<IOptions<QueueOptions>>().Value)));
    }

    /// <summary>A step that the handlers of many jobs take together.</summary>
    public static void AddJobStep<TStep, TItem, TResult>(this IServiceCollection services)
        where TStep : class, IBatchStep<TItem, TResult>
        where TResult : class
    {
        services.AddSingleton<TStep>();
        // One writer: batches that end jobs of one kind count them in the same row, and a second would wait for it.
        services.AddSingleton(provider => new BatchQueue<TItem, TResult>(
            provider.GetRequiredService<TStep>(),
            new BatchOptions { MaxItems = 128, Writers = 1, MaxAlone = 4, Capacity = MaxWaiting }));
    }
}
