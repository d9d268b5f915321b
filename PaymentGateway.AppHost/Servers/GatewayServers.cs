using Microsoft.Extensions.Configuration;

namespace PaymentGateway.AppHost.Servers;

/// <summary>
/// PostgreSQL and Redis: external when their connection strings are configured, in containers when the model is
/// published or a container engine runs, else as processes of this machine.
/// </summary>
internal static class GatewayServers
{
    private const string Database = "payment_gateway";

    public static IResourceBuilder<IResourceWithConnectionString> AddGatewayDatabase(
        this IDistributedApplicationBuilder builder, GatewayStart start)
    {
        if (builder.Configuration.GetConnectionString("gatewaydb") is not null)
        {
            return builder.AddConnectionString("gatewaydb");
        }

        var user = builder.AddParameter("postgresuser").WithDescription("PostgreSQL user of the gateway.");
        var password = builder.AddParameter("postgrespassword", secret: true)
            .WithDescription("Password of the PostgreSQL user. Created at the first start and stored with the data.");
        if (!start.UsesContainers)
        {
            var server = builder.AddLocalServer(start, "postgres", 5432, "PGPORT", port => ReferenceExpression.Create(
                    $"Host=127.0.0.1;Port={port};Database={Database};Username={user};Password={password}"))
                .WithIconName("DatabaseMultiple")
                .WithEnvironment("PGUSER", user).WithEnvironment("PGPASSWORD", password)
                .WithEnvironment("PGDATABASE", Database)
                .WithHealthCheck("postgres");
            builder.Services.AddHealthChecks().AddNpgSql(ConnectionStringOf(server), name: "postgres");
            return server;
        }

        var postgres = builder.AddPostgres("postgres", user, password, start.ServerPort("postgres", 5432))
            .WithIconName("DatabaseMultiple")
            .InRunMode(start, server => server.WithArgs("-c", "max_connections=500")
                .WithEnvironment("PGPASSWORD", password)); // for psql in the container
        return (start.VolumeName("postgres") is { } volume ? postgres.WithDataVolume(volume) : postgres)
            .AddDatabase("gatewaydb", Database);
    }

    public static IResourceBuilder<IResourceWithConnectionString> AddGatewayRedis(
        this IDistributedApplicationBuilder builder, GatewayStart start)
    {
        if (builder.Configuration.GetConnectionString("redis") is not null)
        {
            return builder.AddConnectionString("redis");
        }

        var password = builder.AddParameter("redispassword", secret: true)
            .WithDescription("Redis password. Created at the first start and stored with the data.");
        if (!start.UsesContainers)
        {
            var server = builder.AddLocalServer(start, "redis", 6379, "REDIS_PORT", port => ReferenceExpression.Create(
                    $"127.0.0.1:{port},password={password}"))
                .WithIconName("DatabaseLightning")
                .WithEnvironment("REDIS_PASSWORD", password)
                .WithHealthCheck("redis");
            builder.Services.AddHealthChecks().AddRedis(ConnectionStringOf(server), name: "redis");
            return server;
        }

#pragma warning disable ASPIRECERTIFICATES001 // Redis would listen with TLS, which redis-cli does not use unless told
        var redis = builder.AddRedis("redis", start.ServerPort("redis", 6379), password).WithoutHttpsCertificate()
            .WithIconName("DatabaseLightning")
            .InRunMode(start, server => server.WithEnvironment("REDISCLI_AUTH", password)); // for redis-cli
#pragma warning restore ASPIRECERTIFICATES001
        return start.VolumeName("redis") is { } volume ? redis.WithDataVolume(volume) : redis;
    }

    private static IResourceBuilder<LocalServer> AddLocalServer(
        this IDistributedApplicationBuilder builder, GatewayStart start, string name, int port, string portVariable,
        Func<EndpointReferenceExpression, ReferenceExpression> connectionString)
    {
        var server = new LocalServer(name, builder.AppHostDirectory) { ConnectionString = connectionString };
        server.CheckIsInstalled();
        return builder.AddResource(server)
            .WithArgs(server.Script, Path.GetRelativePath(builder.AppHostDirectory, start.Folder!.FileIn(name)))
            .WithEndpoint(start.ServerPort(name, port), scheme: "tcp", name: "tcp", env: portVariable, isProxied: false)
            .WithEnvironment("DURABLE", start.Options.IsTemporary ? "no" : "yes");
    }

    private static IResourceBuilder<T> InRunMode<T>(
        this IResourceBuilder<T> server, GatewayStart start, Action<IResourceBuilder<T>> configure)
        where T : IResource
    {
        if (!start.Options.IsPublishing)
        {
            configure(server);
        }

        return server;
    }

    // Known once the port and the passwords are; the health checks start later.
    private static Func<IServiceProvider, string> ConnectionStringOf(IResourceBuilder<LocalServer> server)
    {
        var known = "";
        server.OnConnectionStringAvailable(async (resource, _, cancellationToken) =>
            known = await resource.ConnectionStringExpression.GetValueAsync(cancellationToken) ?? "");
        return _ => known;
    }
}
