using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using PaymentGateway.AppHost.Start;

namespace PaymentGateway.AppHost.Servers;

/// <summary>
/// PostgreSQL and Redis: external when their connection strings are configured, in containers when the model is published or a
/// container engine runs, else as processes of this machine.
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

        var user = builder.AddParameter("postgresuser").WithDescription("User of the gateway in PostgreSQL.");
        var password = builder.AddParameter("postgrespassword", secret: true)
            .WithDescription("Password of the gateway in PostgreSQL; made at the first start and kept beside the data.");
        if (!start.UsesContainers)
        {
            var server = builder.AddLocalServer(start, "postgres", 5432, "PGPORT", resource => ReferenceExpression.Create(
                    $"Host=127.0.0.1;Port={resource.Endpoint.Property(EndpointProperty.Port)};Username={user};Password={password};Database={Database}"))
                .WithIconName("DatabaseMultiple")
                .WithEnvironment("PGUSER", user)
                .WithEnvironment("PGPASSWORD", password)
                .WithEnvironment("PGDATABASE", Database);
            builder.Services.AddHealthChecks().AddNpgSql(ConnectionStringOf(server), name: "postgres");
            return server.WithHealthCheck("postgres");
        }

        var postgres = builder.AddPostgres("postgres", user, password, start.ServerPort("postgres", 5432)).WithIconName("DatabaseMultiple");
        if (start.VolumeName("postgres") is { } volume)
        {
            postgres.WithDataVolume(volume);
        }

        if (!start.Options.IsPublishing)
        {
            postgres.WithEnvironment("PGPASSWORD", password); // psql in the container asks for no password
        }

        return postgres.AddDatabase("gatewaydb", Database);
    }

    public static IResourceBuilder<IResourceWithConnectionString> AddGatewayRedis(
        this IDistributedApplicationBuilder builder, GatewayStart start)
    {
        if (builder.Configuration.GetConnectionString("redis") is not null)
        {
            return builder.AddConnectionString("redis");
        }

        var password = builder.AddParameter("redispassword", secret: true)
            .WithDescription("Password of Redis; made at the first start and kept beside the data.");
        if (!start.UsesContainers)
        {
            var server = builder.AddLocalServer(start, "redis", 6379, "REDIS_PORT", resource => ReferenceExpression.Create(
                    $"127.0.0.1:{resource.Endpoint.Property(EndpointProperty.Port)},password={password}"))
                .WithIconName("DatabaseLightning")
                .WithEnvironment("REDIS_PASSWORD", password);
            builder.Services.AddHealthChecks().AddRedis(ConnectionStringOf(server), name: "redis");
            return server.WithHealthCheck("redis");
        }

        var redis = builder.AddRedis("redis", start.ServerPort("redis", 6379), password).WithIconName("DatabaseLightning");
#pragma warning disable ASPIRECERTIFICATES001 // it would speak TLS with a development certificate, which redis-cli does not trust
        redis.WithoutHttpsCertificate();
#pragma warning restore ASPIRECERTIFICATES001
        if (start.VolumeName("redis") is { } volume)
        {
            redis.WithDataVolume(volume);
        }

        if (!start.Options.IsPublishing)
        {
            redis.WithEnvironment("REDISCLI_AUTH", password); // redis-cli in the container asks for no password
        }

        return redis;
    }

    private static IResourceBuilder<LocalServer> AddLocalServer(
        this IDistributedApplicationBuilder builder, GatewayStart start, string name, int port, string portVariable,
        Func<LocalServer, ReferenceExpression> connectionString)
    {
        Prerequisites.Check(name);
        var server = new LocalServer(name, builder.AppHostDirectory);
        server.ConnectionStringExpression = connectionString(server);
        return builder.AddResource(server)
            .WithArgs(Path.Combine(DotEnv.Root, "PaymentGateway.AppHost", "Servers", $"{name}.sh"), start.Folder!.FileIn(name))
            .WithEndpoint(port: start.ServerPort(name, port), scheme: "tcp", name: "tcp", env: portVariable, isProxied: false)
            .WithEnvironment("DURABLE", start.Options.IsTemporary ? "no" : "yes");
    }

    // Known once the port and the passwords are; the health checks start later.
    private static Func<IServiceProvider, string> ConnectionStringOf(IResourceBuilder<LocalServer> server)
    {
        var known = "";
        server.ApplicationBuilder.Eventing.Subscribe<ConnectionStringAvailableEvent>(server.Resource, async (_, cancellationToken) =>
            known = await server.Resource.ConnectionStringExpression.GetValueAsync(cancellationToken) ?? "");
        return _ => known;
    }
}
