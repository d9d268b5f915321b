using System.Security.Cryptography;
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

    /// <summary>
    /// Sees to it that there is a key in force before the first API or worker starts. Two that start at once without one
    /// each make their own, and neither opens the other's secrets until it reads the ring again, up to a day later.
    /// </summary>
    public static void EnsureKey(IServiceProvider services) =>
        services.GetRequiredService<IDataProtectionProvider>().CreateProtector(nameof(EnsureKey)).Protect([]);

    /// <summary>
    /// Whether the master key is the one that this database's keys are encrypted with. With another one the framework would
    /// silently add a key, and nobody else could read what it protects.
    /// </summary>
    public static bool IsReadable(IServiceProvider services) =>
        services.GetRequiredService<IKeyManager>().GetAllKeys() is var keys
        && (keys.Count == 0 || keys.Any(IsReadable));

    internal static byte[] KeyFrom(MasterKey master) => master.Derive("key-ring.v1");

    private static bool IsReadable(IKey key)
    {
        try
        {
            return key.Descriptor is not null; // decrypted here
        }
        catch (CryptographicException)
        {
            return false;
        }
    }
}
