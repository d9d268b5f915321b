using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using PaymentGateway.Core.Persistence;

namespace PaymentGateway.Core.Secrets;

/// <summary>One ring of keys for every API and worker, kept in the database. Old keys stay: they open old secrets.</summary>
public static class KeyRing
{
    public static void Add(IHostApplicationBuilder builder)
    {
        MasterKey.Add(builder);
        builder.Services.AddDataProtection()
            .SetApplicationName("PaymentGateway")
            .PersistKeysToDbContext<GatewayDb>();
        builder.Services.AddSingleton<IConfigureOptions<KeyManagementOptions>>(services =>
            new ConfigureOptions<KeyManagementOptions>(options =>
                options.XmlEncryptor = new MasterKeyXmlEncryptor(services.GetRequiredService<MasterKey>())));
        builder.Services.AddSingleton<SecretVault>();
    }

    internal static byte[] KeyFrom(MasterKey master) => master.Derive("key-ring.v1");
}
