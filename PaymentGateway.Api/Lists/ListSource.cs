namespace PaymentGateway.Api.Lists;

/// <summary>The rows that a list is made of.</summary>
/// <param name="All">The caller's whole list: a row that has left the filter still marks a place in it.</param>
/// <param name="Matching">What of it is asked for.</param>
internal sealed record ListSource<TEntity>(IQueryable<TEntity> All, IQueryable<TEntity> Matching)
    where TEntity : class
{
    /// <summary>They were found by a text, and are few: nothing is gained by reading their ids first.</summary>
    public bool IsSearch { get; private init; }

    /// <summary>The text matches more rows than these.</summary>
    public bool IsCapped { get; private init; }

    /// <summary>Null: to be counted.</summary>
    public int? Total { get; private init; }

    /// <param name="all">The caller's whole list.</param>
    /// <param name="matching">What of it is asked for.</param>
    /// <param name="found">Null: no text was searched for.</param>
    /// <param name="isFiltered">Whether more than a text is asked for.</param>
    public static ListSource<TEntity> Of<TKey>(
        IQueryable<TEntity> all, IQueryable<TEntity> matching, SearchResult<TKey>? found, bool isFiltered) =>
        new(all, matching)
        {
            IsSearch = found is not null,
            IsCapped = found is { IsCapped: true },
            Total = found is null || isFiltered ? null : found.Ids.Length,
        };
}
