using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace PaymentGateway.Core.Secrets;

/// <summary>
/// The one secret an operator sets (<c>Security:MasterKey</c>, the same for every API and worker); all keys are derived
/// from it, each for one purpose. Development has a published one; elsewhere the gateway does not start without.
/// </summary>
public sealed class MasterKey
{
    public const string Setting = "Security:MasterKey";

    private const int MinLength = 32;
    private const string Published = "development only: this key is public and protects nothing";

    private readonly byte[] _bytes;

    private MasterKey(string text) => _bytes = Encoding.UTF8.GetBytes(text);

    public static void Add(IHostApplicationBuilder builder) => builder.Services.AddSingleton(
        new MasterKey(Read(builder.Configuration[Setting], builder.Environment.IsDevelopment())));

    public byte[] Derive(string purpose) =>
        HKDF.DeriveKey(HashAlgorithmName.SHA256, _bytes, outputLength: 32, info: Encoding.UTF8.GetBytes(purpose));

    public override string ToString() => Setting;

    private static string Read(string? configured, bool isDevelopment) => configured switch
    {
        Published when !isDevelopment => throw Wrong("is the public development key. Outside Development, set your own."),
        { Length: >= MinLength } => configured,
        null or "" when isDevelopment => Published,
        null or "" => throw Wrong($"is not set. Outside Development, set at least {MinLength} characters."),
        _ => throw Wrong($"is too short. Set at least {MinLength} characters."),
    };

    private static OptionsValidationException Wrong(string error) => new(Setting, typeof(MasterKey), [$"{Setting} {error}"]);
}
