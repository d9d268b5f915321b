using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using PaymentGateway.Core.Sandbox;
using StackExchange.Redis;

namespace PaymentGateway.Core.Queue;

public static class RedisRegistration
{
    public const string ConnectionName = "redis";

    private const string ConnectionSetting = "ConnectionStrings:" + ConnectionName;

    /// <summary>One lazy connection that may be away at any time: commands fail within 1.5 s, and it comes back by itself.</summary>
    public static void AddGatewayRedis(this IHostApplicationBuilder builder)
    {
        builder.Logging.AddFilter("StackExchange.Redis", LogLevel.Warning); // dozens of lines for each connection
        PublishedPassword.RefuseOutsideSandbox(
            builder, ConnectionSetting, Read(builder.Configuration.GetConnectionString(ConnectionName)).Password);
        builder.AddRedisClient(ConnectionName, settings => settings.DisableHealthChecks = true, Limit);
        builder.Services.AddHealthChecks().AddCheck<RedisHealth>("StackExchange.Redis");
    }

    private static ConfigurationOptions Read(string? connectionString)
    {
        if (string.IsNullOrEmpty(connectionString))
        {
            throw Wrong("is not set. Set host:port,password=….");
        }

        // What comes after a comma in a password would be taken for one more server.
        var hasCommaInValue = connectionString.Split(',').SkipWhile(part => !part.Contains('=')).Any(part => !part.Contains('='));
        try
        {
            return !hasCommaInValue && ConfigurationOptions.Parse(connectionString) is { EndPoints.Count: > 0 } options
                ? options
                : throw Malformed();
        }
        catch (ArgumentException)
        {
            throw Malformed(); // its own text may repeat a part of the password
        }
    }

    private static OptionsValidationException Malformed() =>
        Wrong("is malformed. Set host:port,password=…; the password must not contain a comma.");

    private static OptionsValidationException Wrong(string error) =>
        new(ConnectionSetting, typeof(ConfigurationOptions), [$"{ConnectionSetting} {error}"]);

    private static void Limit(ConfigurationOptions options)
    {
        options.AbortOnConnectFail = false;
        options.ConnectTimeout = 1000;
        options.AsyncTimeout = 1500;
        options.SyncTimeout = 1500;
        options.BacklogPolicy = BacklogPolicy.FailFast; // what could not be sent now is sent again from the database
        options.ReconnectRetryPolicy = new LinearRetry(500);
    }
}
