using Microsoft.EntityFrameworkCore;
using PaymentGateway.Core.Persistence;

namespace PaymentGateway.Tests.Support;

internal static class TestDatabase
{
    /// <summary>A context as API and worker have it, but neither pooled nor retrying.</summary>
    public static GatewayDb Open(string connectionString)
    {
        var options = new DbContextOptionsBuilder<GatewayDb>().UseNpgsql(connectionString);
        DatabaseRegistration.Configure(options);
        return new GatewayDb(options.Options);
    }
}
