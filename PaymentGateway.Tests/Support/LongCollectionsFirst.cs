using PaymentGateway.Tests.Checkout;
using PaymentGateway.Tests.Dashboard;
using PaymentGateway.Tests.Support;
using Xunit.Sdk;
using Xunit.v3;

[assembly: TestCollectionOrderer(typeof(LongCollectionsFirst))]

namespace PaymentGateway.Tests.Support;

/// <summary>The two collections with a browser take as long as all others together, so they begin first.</summary>
public sealed class LongCollectionsFirst : ITestCollectionOrderer
{
    private static readonly string[] Long = [nameof(RunningCheckout), nameof(RunningDashboard)];

    public IReadOnlyCollection<TTestCollection> OrderTestCollections<TTestCollection>(IReadOnlyCollection<TTestCollection> testCollections)
        where TTestCollection : ITestCollection =>
        [.. testCollections.OrderBy(collection => Long.Contains(collection.TestCollectionDisplayName) ? 0 : 1)];
}
