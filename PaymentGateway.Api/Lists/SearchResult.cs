namespace PaymentGateway.Api.Lists;

/// <summary>The rows of a merchant that a text was found in.</summary>
/// <param name="IsCapped">More than <see cref="MaxMatches"/> matched one reading of the text: there are others.</param>
internal sealed record SearchResult<TKey>(TKey[] Ids, bool IsCapped)
{
    /// <summary>Of each reading of a text: what is beyond is neither read nor counted.</summary>
    private const int MaxMatches = ListPage.MaxTotal;

    public static readonly SearchResult<TKey> None = new([], IsCapped: false);

    /// <summary>One more tells that there are more.</summary>
    public const int Limit = MaxMatches + 1;
}
