using System.Reflection;
using System.Security.Cryptography;
using PaymentGateway.Core.Merchants;

namespace PaymentGateway.Tests.Core;

public sealed class ApiSecrets
{
    private const byte Call = 0x28; // of the intermediate language, followed by the method's token

    [Fact]
    public void A_secret_matches_its_own_hash_only()
    {
        var (one, other) = (ApiCredentials.New(forTests: true), ApiCredentials.New(forTests: true));

        Assert.True(ApiCredentials.Matches(one.Secret, one.SecretHash));
        Assert.False(ApiCredentials.Matches(one.Secret, other.SecretHash));
        Assert.False(ApiCredentials.Matches(one.Secret, one.SecretHash[..^1]));
        Assert.False(ApiCredentials.Matches(one.Secret, ""));
    }

    // How long a comparison takes cannot be measured reliably; which method compares can be read.
    [Fact]
    public void Secrets_are_compared_in_constant_time() => Assert.Contains(
        CalledBy(typeof(ApiCredentials).GetMethod(nameof(ApiCredentials.Matches))!),
        called => called.DeclaringType == typeof(CryptographicOperations) && called.Name == nameof(CryptographicOperations.FixedTimeEquals));

    private static IEnumerable<MethodBase> CalledBy(MethodInfo method)
    {
        var code = method.GetMethodBody()!.GetILAsByteArray()!;
        for (var at = 0; at < code.Length - sizeof(int); at++)
        {
            if (code[at] == Call && Resolve(method.Module, BitConverter.ToInt32(code, at + 1)) is { } called)
            {
                yield return called;
            }
        }
    }

    // A byte that looks like a call may be part of something else.
    private static MethodBase? Resolve(Module module, int token)
    {
        try
        {
            return module.ResolveMethod(token);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }
}
