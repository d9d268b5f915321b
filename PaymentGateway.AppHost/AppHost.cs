using Microsoft.Extensions.Configuration;
using PaymentGateway.AppHost;
using PaymentGateway.AppHost.Containers;

DotEnv.Read();
var builder = DistributedApplication.CreateBuilder(args);
builder.AddSandboxSecrets();

var masterKey = builder.AddParameter("masterkey", secret: true);
var database = builder.AddGatewayDatabase();
var redis = builder.AddGatewayRedis();

var migrations = builder.AddProject<Projects.PaymentGateway_Worker>("migrations", launchProfileName: null)
    .WithIconName("DatabaseArrowUp")
    .WithArgs("migrate")
    .WithEnvironment("Security__MasterKey", masterKey)
    .WithReference(database).WaitFor(database)
    .WithReference(redis).WaitFor(redis)
    .RunInSandbox();

var api = builder.AddProject<Projects.PaymentGateway_Api>("api", launchProfileName: null)
    .WithIconName("Code")
    .WithHttpEndpoint(port: 8000)
    .WithExternalHttpEndpoints()
    .WithHttpHealthCheck("/health")
    .WithUrlForEndpoint("http", url => url.DisplayText = "API")
    .WithUrlForEndpoint("http", _ => new ResourceUrlAnnotation { Url = "/scalar", DisplayText = "API reference" })
    .WithReplicas(builder.Configuration.GetValue("Apis", 1))
    .WithEnvironment("Security__MasterKey", masterKey)
    .WithReference(database).WaitFor(database)
    .WithReference(redis).WaitFor(redis)
    .WaitForCompletion(migrations)
    .RunInSandbox();

var worker = builder.AddProject<Projects.PaymentGateway_Worker>("worker", launchProfileName: null)
    .WithIconName("ArrowSyncCircle")
    .WithReplicas(builder.Configuration.GetValue("Workers", 1))
    .WithEnvironment("Security__MasterKey", masterKey)
    .WithReference(database).WaitFor(database)
    .WithReference(redis).WaitFor(redis)
    .WaitForCompletion(migrations)
    .RunInSandbox();

var checkout = builder.AddProject<Projects.PaymentGateway_Checkout>("checkout", launchProfileName: null)
    .WithIconName("Payment")
    .WithHttpEndpoint(port: 3001)
    .WithExternalHttpEndpoints()
    .WithHttpHealthCheck("/health")
    .WithUrlForEndpoint("http", url => url.DisplayText = "Checkout")
    .WithUrlForEndpoint("http", _ => new ResourceUrlAnnotation { Url = "/demo", DisplayText = "Demo shop" })
    .WithReference(api).WaitFor(api)
    .RunInSandbox();

var dashboard = builder.AddProject<Projects.PaymentGateway_Dashboard>("dashboard", launchProfileName: null)
    .WithIconName("DataTrending")
    .WithHttpEndpoint(port: 3000)
    .WithExternalHttpEndpoints()
    .WithHttpHealthCheck("/health")
    .WithUrlForEndpoint("http", url => url.DisplayText = "Dashboard")
    .WithReference(api).WaitFor(api)
    .WithReference(checkout)
    .RunInSandbox();

api.WithEnvironment("Origins__Dashboard", dashboard.GetEndpoint("http"))
    .WithEnvironment("Origins__Checkout", checkout.GetEndpoint("http"));

api.WithTestWebhookCommand();
worker.WithPauseCommands();
migrations.WithResetCommand(database, stopMeanwhile: [api.Resource, worker.Resource]);

builder.Build().Run();
