using Microsoft.EntityFrameworkCore;

namespace PaymentGateway.Api.Lists;

/// <summary>A slice of a list, newest first.</summary>
/// <param name="Total">How many there are in all.</param>
public sealed record PageOf<T>(IReadOnlyList<T> Data, int Total, int Limit, int Offset, bool HasMore);

internal static class PageOf
{
    /// <param name="source">Filtered and ordered; read without tracking.</param>
    public static async Task<PageOf<TResponse>> ReadAsync<TEntity, TResponse>(
        IQueryable<TEntity> source, PageQuery page, Func<TEntity, TResponse> respond, CancellationToken cancel)
        where TEntity : class
    {
        var total = await source.CountAsync(cancel);
        var rows = page.Offset < total
            ? await source.AsNoTracking().Skip(page.Offset).Take(page.Limit).ToListAsync(cancel)
            : [];
        return new([.. rows.Select(respond)], total, page.Limit, page.Offset, page.Offset + rows.Count < total);
    }
}
