using Xunit.Sdk;
using Xunit.v3;

namespace PaymentGateway.Tests.Aspire;

/// <summary>Runs the tests that end a shared process last: another one is then started once and not after each of them.</summary>
public sealed class EndingLast : ITestCaseOrderer
{
    public const string Trait = "Ends";

    public IReadOnlyCollection<TTestCase> OrderTestCases<TTestCase>(IReadOnlyCollection<TTestCase> testCases)
        where TTestCase : notnull, ITestCase => [.. testCases.OrderBy(test => test.Traits.ContainsKey(Trait))];
}
