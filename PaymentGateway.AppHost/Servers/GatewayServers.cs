using Microsoft.Extensions.Configuration;

namespace PaymentGateway.AppHost.Containers;

/// <summary>PostgreSQL and Redis in containers, or those of somebody else when their connection strings are set.</summary>
internal static class Servers
{
    public static IResourceBuilder<IResourceWithConnectionString> AddGatewayDatabase(
        this IDistributedApplicationBuilder builder)
    {
        if (builder.Configuration.GetConnectionString("gatewaydb") is not null)
        {
            return builder.AddConnectionString("gatewaydb");
        }

        var user = builder.AddParameter("postgresuser");
        var password = builder.AddParameter("postgrespassword", secret: true);
        var postgres = builder.AddPostgres("postgres", user, password, port: 5432);
        if (builder.KeepsData())
        {
            postgres.WithDataVolume("payment-gateway-postgres")
                .WithContainerName("pg_gateway")
                .WithLifetime(ContainerLifetime.Persistent)
                .WithPgWeb();
        }

        if (builder.ExecutionContext.IsRunMode)
        {
            postgres.WithEnvironment("PGPASSWORD", password); // docker exec pg_gateway psql … asks for none
        }

        return postgres.AddDatabase("gatewaydb", "payment_gateway");
    }

    public static IResourceBuilder<IResourceWithConnectionString> AddGatewayRedis(
        this IDistributedApplicationBuilder builder)
    {
        if (builder.Configuration.GetConnectionString("redis") is not null)
        {
            return builder.AddConnectionString("redis");
        }

        var password = builder.AddParameter("redispassword", secret: true);
        var redis = builder.AddRedis("redis", port: 6379, password);
        if (builder.KeepsData())
        {
            redis.WithDataVolume("payment-gateway-redis")
                .WithContainerName("redis_gateway")
                .WithLifetime(ContainerLifetime.Persistent)
                .WithRedisInsight();
        }

        if (builder.ExecutionContext.IsRunMode)
        {
            redis.WithEnvironment("REDISCLI_AUTH", password);
        }

        return redis;
    }

    // Tests begin with nothing, and several at once: no names, no volumes, nothing that outlives them.
    private static bool KeepsData(this IDistributedApplicationBuilder builder) =>
        builder.Configuration.GetValue("KeepData", defaultValue: true);
}
