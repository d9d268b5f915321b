using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Query;

namespace PaymentGateway.Api.Lists;

/// <summary>A slice of a list, newest first.</summary>
/// <param name="Total">How many there are in all.</param>
public sealed record PageOf<T>(IReadOnlyList<T> Data, int Total, int Limit, int Offset, bool HasMore);

internal static class PageOf
{
    /// <summary>
    /// Finds the page's ids first, which an index alone can tell, and then reads its rows and no others: far down a long
    /// list, skipping rows would mean reading them.
    /// </summary>
    /// <param name="source">Filtered and ordered; read without tracking.</param>
    public static async Task<PageOf<TResponse>> ReadAsync<TEntity, TId, TResponse>(
        IQueryable<TEntity> source, Expression<Func<TEntity, TId>> idOf, PageQuery page, Func<TEntity, TResponse> respond,
        CancellationToken cancel)
        where TEntity : class
    {
        var total = await source.CountAsync(cancel);
        if (page.Offset >= total)
        {
            return new([], total, page.Limit, page.Offset, HasMore: false);
        }

        var ids = source.Select(idOf).Skip(page.Offset).Take(page.Limit);
        var rows = await source.AsNoTracking().Where(IsOneOf(idOf, ids)).ToListAsync(cancel);
        return new([.. rows.Select(respond)], total, page.Limit, page.Offset, page.Offset + rows.Count < total);
    }

    private static Expression<Func<TEntity, bool>> IsOneOf<TEntity, TId>(Expression<Func<TEntity, TId>> idOf, IQueryable<TId> ids)
    {
        var row = Expression.Parameter(typeof(TEntity), "row");
        var id = ReplacingExpressionVisitor.Replace(idOf.Parameters[0], row, idOf.Body);
        return Expression.Lambda<Func<TEntity, bool>>(
            Expression.Call(typeof(Queryable), nameof(Queryable.Contains), [typeof(TId)], ids.Expression, id), row);
    }
}
