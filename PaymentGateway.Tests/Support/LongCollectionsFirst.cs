using PaymentGateway.Tests.Abuse;
using PaymentGateway.Tests.Aspire;
using PaymentGateway.Tests.Checkout;
using PaymentGateway.Tests.Dashboard;
using PaymentGateway.Tests.Support;
using Xunit.Sdk;
using Xunit.v3;

[assembly: TestCollectionOrderer(typeof(LongCollectionsFirst))]

namespace PaymentGateway.Tests.Support;

/// <summary>What takes longest begins first, so that it does not run on by itself when all else has ended.</summary>
public sealed class LongCollectionsFirst : ITestCollectionOrderer
{
    private static readonly string[] Long =
    [
        nameof(RunningCheckout), nameof(RunningDashboard), nameof(RunningApplication), nameof(StartingTheAppHost),
        nameof(KillingTheAppHost), nameof(SettingsThatServicesRefuse), nameof(SeveralDashboards), nameof(SnippetsAsTheyStand),
        nameof(GuardedDashboard), Abused.Name,
    ];

    public IReadOnlyCollection<TTestCollection> OrderTestCollections<TTestCollection>(IReadOnlyCollection<TTestCollection> testCollections)
        where TTestCollection : ITestCollection =>
        [.. testCollections.OrderByDescending(collection => IsLong(collection))];

    // A class without a collection of its own is one, named after the class.
    private static bool IsLong(ITestCollection collection) =>
        Long.Any(name => collection.TestCollectionDisplayName.Contains(name, StringComparison.Ordinal));
}
