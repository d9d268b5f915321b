using PaymentGateway.Core.Persistence;
using PaymentGateway.Core.Queue;
using PaymentGateway.Core.Sandbox;
using PaymentGateway.Core.Secrets;
using PaymentGateway.ServiceDefaults;
using PaymentGateway.Worker.Payments;
using PaymentGateway.Worker.Queue;
using PaymentGateway.Worker.Refunds;
using PaymentGateway.Worker.Retention;
using PaymentGateway.Worker.Setup;
using PaymentGateway.Worker.Webhooks;

namespace PaymentGateway.Worker;

internal static class Program
{
    public static Task<int> Main(string[] args) => Startup.RunAsync(
        build: () => Create(args, AppContext.BaseDirectory),
        run: async host =>
        {
            switch (args)
            {
                case ["migrate", ..]:
                    return await MigrateCommand.RunAsync(host.Services, Console.Error, CancellationToken.None);
                case ["merchants", "add", var email]:
                    return await MerchantsCommand.RunAsync(host.Services, email, Console.Out, CancellationToken.None);
                default:
                    await host.RunAsync();
                    return 0;
            }
        });

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
        builder.AddJobQueue();
        var mode = SandboxMode.Add(builder);
        builder.AddWebhookDelivery(mode);
        builder.AddRetention();
        builder.AddPaymentJobs(mode);
        builder.AddJobHandler<ProcessRefundHandler>(JobKind.Refund, queue => queue.RefundConcurrency);
        builder.AddJobHandler<DeliverWebhookHandler>(JobKind.Webhook, queue => queue.WebhookConcurrency);
        builder.Services.AddSingleton(TimeProvider.System);
        return builder.Build();
    }
}
