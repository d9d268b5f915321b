using System.Runtime.CompilerServices;
using PaymentGateway.Core.Merchants;

namespace PaymentGateway.Tests.Support;

/// <summary>Hundreds of tests log in, and one password takes over half a second. Child processes keep the rounds of a release.</summary>
internal static class QuickPasswords
{
    [ModuleInitializer]
    internal static void TakeFewRounds() => MerchantPasswords.Rounds = 1000;
}
