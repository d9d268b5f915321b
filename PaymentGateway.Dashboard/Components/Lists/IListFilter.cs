namespace PaymentGateway.Dashboard.Components.Lists;

/// <summary>What a list shows, as it stands in the address of its page.</summary>
public interface IListFilter<TSelf>
    where TSelf : class, IListFilter<TSelf>
{
    /// <param name="query">The last value of a parameter; null: it is not there.</param>
    static abstract TSelf Read(Func<string, string?> query);

    /// <summary>What is typed into the search field.</summary>
    string? Search { get; }

    /// <param name="offset">How many items are skipped.</param>
    string ToQueryString(int offset);
}
