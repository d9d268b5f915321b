using System.Net;
using Npgsql;
using PaymentGateway.Core.Persistence;
using PaymentGateway.Core.Queue;
using StackExchange.Redis;

namespace PaymentGateway.Worker.Webhooks;

/// <summary>Where our own servers listen: no webhook goes to such a port, on whatever host.</summary>
internal static class OwnPorts
{
    private const int PostgresDefault = 5432;
    private const int RedisDefault = 6379;

    public static IEnumerable<int> Of(IConfiguration configuration)
    {
        var postgres = new NpgsqlConnectionStringBuilder(configuration.GetConnectionString(DatabaseRegistration.ConnectionName));
        var redis = ConfigurationOptions.Parse(configuration.GetConnectionString(RedisRegistration.ConnectionName) ?? "");
        return
        [
            PostgresDefault, RedisDefault, postgres.Port,
            .. redis.EndPoints.Select(endpoint => endpoint switch
            {
                IPEndPoint ip => ip.Port,
                DnsEndPoint name => name.Port,
                _ => 0,
            }),
        ];
    }
}
