using System.Linq.Expressions;
using System.Text.Json.Serialization.Metadata;
using Microsoft.EntityFrameworkCore;
using PaymentGateway.Api.Errors;
using PaymentGateway.Api.Json;

namespace PaymentGateway.Api.Lists;

/// <summary>Reads a page of a list. Every listed entity has an <c>Id</c> and a <c>CreatedAt</c>, by which lists are ordered.</summary>
internal static class ListPage
{
    /// <summary>The total of a list that has more items: counting millions would take seconds.</summary>
    public const int MaxTotal = 10_000;

    private const string Id = "Id";
    private const string CreatedAt = "CreatedAt";

    public static Task<IResult> AnswerAsync<TEntity, TId, TResponse>(
        ListSource<TEntity> source, PageQuery page, Func<string, TId> parseId, Func<TEntity, TResponse> respond,
        JsonTypeInfo<PageOf<TResponse>> shape, CancellationToken cancel)
        where TEntity : class =>
        AnswerAsync(source, page, parseId, rows => Task.FromResult(rows.Select(respond)), shape, cancel);

    /// <param name="respondAsync">Reads what the rows of a page need from elsewhere.</param>
    public static async Task<IResult> AnswerAsync<TEntity, TId, TResponse>(
        ListSource<TEntity> source, PageQuery page, Func<string, TId> parseId,
        Func<IReadOnlyList<TEntity>, Task<IEnumerable<TResponse>>> respondAsync,
        JsonTypeInfo<PageOf<TResponse>> shape, CancellationToken cancel)
        where TEntity : class
    {
        var rest = source.Matching;
        if (page.StartingAfter is { } last)
        {
            var id = parseId(last);
            var at = await source.All.Where(Has<TEntity, TId>(id))
                .Select(row => (DateTimeOffset?)EF.Property<DateTimeOffset>(row, CreatedAt))
                .SingleOrDefaultAsync(cancel);
            if (at is not { } createdAt)
            {
                return ApiErrors.BadRequest("starting_after must be the ID of an item in this list", "starting_after");
            }

            rest = rest.After(createdAt, id);
        }

        var total = source.Total ?? await source.Matching.Take(MaxTotal + 1).CountAsync(cancel);
        var isCapped = source.IsCapped || total > MaxTotal;
        var rows = page.Skipped >= total && !isCapped ? [] : await ReadAsync<TEntity, TId>(rest, source.IsSearch, page, cancel);
        var response = new PageOf<TResponse>([.. await respondAsync([.. rows.Take(page.Count)])],
            Math.Min(total, MaxTotal), isCapped, page.Count, page.Skipped, rows.Count > page.Count);
        return JsonResponse.Of(response, shape);
    }

    public static IQueryable<TEntity> NewestFirst<TEntity, TId>(this IQueryable<TEntity> rows) => rows
        .OrderByDescending(row => EF.Property<DateTimeOffset>(row!, CreatedAt)).ThenByDescending(row => EF.Property<TId>(row!, Id));

    /// <summary>Those that come behind a row in the order of lists.</summary>
    public static IQueryable<TEntity> After<TEntity, TId>(this IQueryable<TEntity> rows, DateTimeOffset createdAt, TId id) =>
        rows.Where(row => EF.Functions.LessThan(
            ValueTuple.Create(EF.Property<DateTimeOffset>(row!, CreatedAt), EF.Property<TId>(row!, Id)),
            ValueTuple.Create(createdAt, id)));

    /// <summary>
    /// Finds the page's ids first, which an index alone can tell, and then reads its rows and no others: far down a long
    /// list, skipping rows would mean reading them. One more than asked for tells whether there are more.
    /// </summary>
    private static Task<List<TEntity>> ReadAsync<TEntity, TId>(
        IQueryable<TEntity> rows, bool isSearch, PageQuery page, CancellationToken cancel)
        where TEntity : class
    {
        var newestFirst = rows.NewestFirst<TEntity, TId>();
        if (isSearch)
        {
            return newestFirst.AsNoTracking().Skip(page.Skipped).Take(page.Count + 1).ToListAsync(cancel);
        }

        var ids = newestFirst.Select(row => EF.Property<TId>(row, Id)).Skip(page.Skipped).Take(page.Count + 1);
        return newestFirst.AsNoTracking().Where(row => ids.Contains(EF.Property<TId>(row, Id))).ToListAsync(cancel);
    }

    // Written out: the compiler has no == for an id whose type is not known.
    private static Expression<Func<TEntity, bool>> Has<TEntity, TId>(TId id)
    {
        Expression<Func<TEntity, TId>> idOf = row => EF.Property<TId>(row!, Id);
        Expression<Func<TId>> value = () => id; // a variable, and so a parameter of the statement
        return Expression.Lambda<Func<TEntity, bool>>(Expression.Equal(idOf.Body, value.Body), idOf.Parameters);
    }
}
