namespace PaymentGateway.Api.Lists;

/// <summary>The rows that a list is made of.</summary>
/// <param name="All">The caller's whole list: a row that has left the filter still marks a place in it.</param>
/// <param name="Matching">What of it is asked for.</param>
internal sealed record ListSource<TEntity>(IQueryable<TEntity> All, IQueryable<TEntity> Matching)
    where TEntity : class
{
    /// <summary>They were found by a text, and are few: nothing is gained by reading their ids first.</summary>
    public bool IsSearch { get; init; }

    /// <summary>The text matches more rows than these.</summary>
    public bool IsCapped { get; init; }
}
