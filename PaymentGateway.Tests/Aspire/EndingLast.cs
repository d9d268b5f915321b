using Xunit.Sdk;
using Xunit.v3;

namespace PaymentGateway.Tests.Aspire;

/// <summary>Runs the test that ends a process of the whole class last.</summary>
public sealed class EndingLast : ITestMethodOrderer
{
    public const string Trait = "Ends";

    public IReadOnlyCollection<TTestMethod?> OrderTestMethods<TTestMethod>(
        IReadOnlyCollection<TTestMethod?> testMethods)
        where TTestMethod : notnull, ITestMethod =>
        [.. testMethods.OrderBy(test => test?.Traits.ContainsKey(Trait))];
}
