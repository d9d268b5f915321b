using PaymentGateway.Core.Persistence;
using PaymentGateway.Core.Queue;
using PaymentGateway.Core.Sandbox;
using PaymentGateway.Core.Secrets;
using PaymentGateway.ServiceDefaults;
using PaymentGateway.Worker.Commands;
using PaymentGateway.Worker.Payments;
using PaymentGateway.Worker.Queue;
using PaymentGateway.Worker.Refunds;
using PaymentGateway.Worker.Retention;
using PaymentGateway.Worker.Stats;
using PaymentGateway.Worker.Webhooks;

namespace PaymentGateway.Worker;

internal static class Program
{
    public static Task<int> Main(string[] args) => ConfigurationArguments.AreAll(args)
        ? Startup.RunAsync(() => Create(args, AppContext.BaseDirectory))
        : new CommandLine(
            settings => Create(settings, AppContext.BaseDirectory),
            usesKeys => CommandHost.Create([], AppContext.BaseDirectory, usesKeys, RunningGateway.DataFolder))
            .RunAsync(args, Console.Out, Console.Error);

    /// <summary>The worker, not yet started; tests start several in one process.</summary>
    /// <param name="contentRoot">The folder of <c>appsettings.json</c>: beside the program, wherever it is started from.</param>
    internal static IHost Create(string[] args, string contentRoot)
    {
        var builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings
        {
            Args = args,
            ContentRootPath = contentRoot,
        });
        builder.AddServiceDefaults();
        builder.AddGatewayDatabase(poolSize: 30);
        KeyRing.Add(builder);
        var mode = SandboxMode.Add(builder);
        builder.AddWebhookDelivery(mode); // before the queue: its outbox stops after the consumers
        builder.AddJobQueue();
        builder.AddRetention();
        builder.Services.AddHostedService<TotalsUpdate>();
        builder.AddPaymentJobs(mode);
        builder.AddRefundJobs();
        builder.AddJobHandler<DeliverWebhookHandler>(JobKind.Webhook, queue => queue.WebhookConcurrency);
        builder.Services.AddSingleton(TimeProvider.System);
        return builder.Build();
    }
}
