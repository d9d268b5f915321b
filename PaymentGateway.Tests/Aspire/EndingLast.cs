using Xunit.Sdk;
using Xunit.v3;

namespace PaymentGateway.Tests.Aspire;

/// <summary>Runs the tests that end a shared process last, so that few others must be started.</summary>
public sealed class EndingLast : ITestMethodOrderer
{
    public const string Trait = "Ends";

    public IReadOnlyCollection<TTestMethod?> OrderTestMethods<TTestMethod>(
        IReadOnlyCollection<TTestMethod?> testMethods)
        where TTestMethod : notnull, ITestMethod =>
        [.. testMethods.OrderBy(test => test?.Traits.ContainsKey(Trait))];
}
