using System.Globalization;
using Microsoft.AspNetCore.Http.Extensions;
using PaymentGateway.Dashboard.Amounts;
using PaymentGateway.Dashboard.Browser;
using PaymentGateway.Dashboard.Components.Lists;
using PaymentGateway.Dashboard.Gateway;

namespace PaymentGateway.Dashboard.Transactions;

/// <summary>
/// What the list of transactions shows, as it stands in its address: a link to a filtered list is the filtered list.
/// </summary>
/// <param name="From">A day of the merchant's, as 2026-11-01.</param>
/// <param name="To">The last day shown.</param>
/// <param name="Min">Major units as typed: of every payment in its own currency.</param>
public sealed record TransactionFilter(
    string? Status, string? Method, DateOnly? From, DateOnly? To, string? Min, string? Max, string? Search)
    : IListFilter<TransactionFilter>
{
    private const int Decimals = 2; // of any currency: more could be a thousands separator
    private const decimal TooMuch = 1_000_000_000_000;

    public static TransactionFilter Read(Func<string, string?> query) => new(
        OneOf(query("status"), Payment.Success, Payment.Pending, Payment.Failed),
        OneOf(query("method"), "upi", "card"),
        FilterDay.Parse(query("from")), FilterDay.Parse(query("to")),
        Typed(query("min")), Typed(query("max")),
        query("q")?.Trim() is { Length: > 0 and <= 255 } search ? search : null);

    public bool IsEmpty => this == new TransactionFilter(null, null, null, null, null, null, null);

    /// <summary>One that is not shows no payments: neither all of them nor those of another amount.</summary>
    public bool IsReadable => FaultOf(Min) is null && FaultOf(Max) is null;

    /// <returns>Why an amount cannot be read; null when it can, or when there is none.</returns>
    public static string? FaultOf(string? amount) =>
        amount is null || Parse(amount) is not null ? null : AmountParser.Hint(Decimals);

    /// <exception cref="InvalidOperationException">An amount cannot be read.</exception>
    public PaymentQuery In(BrowserView browser) => new()
    {
        Status = Status,
        Method = Method,
        From = From is { } from ? browser.StartOf(from) : null,
        To = To is { } to ? browser.StartOf(to.AddDays(1)) : null,
        MinAmount = Read(Min),
        MaxAmount = Read(Max),
        Search = Search,
    };

    public string ToQueryString(int offset) =>
        ToQueryString(("offset", offset == 0 ? "" : offset.ToString(CultureInfo.InvariantCulture)));

    public string ToQueryString(params (string Name, string Value)[] more)
    {
        var query = new QueryBuilder();
        (string, string?)[] own =
        [
            ("status", Status), ("method", Method), ("from", FilterDay.Text(From)), ("to", FilterDay.Text(To)), ("min", Min), ("max", Max), ("q", Search),
        ];
        foreach (var (name, value) in own.Concat(more.Select(m => (m.Name, (string?)m.Value))))
        {
            if (value is { Length: > 0 })
            {
                query.Add(name, value);
            }
        }

        return query.ToQueryString().Value ?? "";
    }

    private static string? Typed(string? text) => text?.Trim() is { Length: > 0 } typed ? typed : null;

    private static decimal? Parse(string amount) =>
        AmountParser.ParseMajor(amount, Decimals) is { } value and < TooMuch ? value : null;

    private static decimal? Read(string? amount) =>
        amount is null ? null : Parse(amount) ?? throw new InvalidOperationException("Not readable.");

    private static string? OneOf(string? text, params string[] known) => known.Contains(text) ? text : null;
}
