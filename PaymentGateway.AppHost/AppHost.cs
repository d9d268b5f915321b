using Microsoft.Extensions.Hosting;
using PaymentGateway.AppHost.Commands;
using PaymentGateway.AppHost.Running;
using PaymentGateway.AppHost.Servers;

try
{
    DotEnv.Read();
    using var start = new GatewayStart(args);
    var builder = start.CreateBuilder();

    var masterKey = builder.AddParameter("masterkey", secret: true)
        .WithDescription("Encrypts the secrets in the database. At least 32 characters. Keep it as long as the data.");
    var database = builder.AddGatewayDatabase(start);
    var redis = builder.AddGatewayRedis(start);

    var migrations = builder.AddProject<Projects.PaymentGateway_Worker>("migrations", launchProfileName: null)
        .WithIconName("DatabaseArrowUp")
        .WithArgs("migrate");
    UseServers(migrations);

    var api = builder.AddProject<Projects.PaymentGateway_Api>("api", launchProfileName: null)
        .WithIconName("Code")
        .ListenOn(start, 8000, start.Options.Apis)
        .WithUrlForEndpoint("http", url => url.DisplayText = "API")
        .WithUrlForEndpoint("http", _ => new ResourceUrlAnnotation { Url = "/scalar", DisplayText = "API reference" })
        .WaitForCompletion(migrations);
    UseServers(api);

    var worker = builder.AddProject<Projects.PaymentGateway_Worker>("worker", launchProfileName: null)
        .WithIconName("ArrowSyncCircle")
        .WithReplicas(start.Options.Workers)
        .WaitForCompletion(migrations);
    UseServers(worker);

    var checkout = builder.AddProject<Projects.PaymentGateway_Checkout>("checkout", launchProfileName: null)
        .WithIconName("Payment")
        .ListenOn(start, 3001)
        .WithUrlForEndpoint("http", url => url.DisplayText = "Checkout")
        .WithUrlForEndpoint("http", _ => new ResourceUrlAnnotation { Url = "/demo", DisplayText = "Demo shop" })
        .WithReference(api).WaitFor(api)
        .RunInSandbox(start);

    var dashboard = builder.AddProject<Projects.PaymentGateway_Dashboard>("dashboard", launchProfileName: null)
        .WithIconName("DataTrending")
        .ListenOn(start, 3000)
        .WithUrlForEndpoint("http", url => url.DisplayText = "Dashboard")
        .WithReference(api).WaitFor(api)
        .WithReference(checkout)
        .RunInSandbox(start);

    api.WithEnvironment("Origins__Dashboard", dashboard.GetEndpoint("http"))
        .WithEnvironment("Origins__Checkout", checkout.GetEndpoint("http"));

    api.WithSandboxCommands(checkout);
    worker.WithPauseCommands();
    migrations.WithResetCommand(database, stopBefore: [api.Resource, worker.Resource]);
    if (start.Folder is { } folder)
    {
        builder.Services.AddSingleton(folder);
        // First, since Aspire's own start waits for resources.
        builder.Services.Insert(0, ServiceDescriptor.Singleton<IHostedService, RunMonitor>());
        builder.Services.AddHostedService<OrderlyStop>();
    }

    builder.Build().Run();
    return Environment.ExitCode;

    void UseServers(IResourceBuilder<ProjectResource> project) => project
        .WithEnvironment("Security__MasterKey", masterKey)
        .WithReference(database, connectionName: "gatewaydb").WaitFor(database)
        .WithReference(redis).WaitFor(redis)
        .RunInSandbox(start);
}
catch (StartRefusedException exception)
{
    await (exception.ExitCode == 0 ? Console.Out : Console.Error).WriteLineAsync(exception.Message);
    return exception.ExitCode;
}
