using System.Globalization;
using Microsoft.AspNetCore.Http.Extensions;
using PaymentGateway.Dashboard.Browser;
using PaymentGateway.Dashboard.Gateway;

namespace PaymentGateway.Dashboard.Components.Lists;

/// <summary>What a list of orders, refunds or deliveries shows, as it stands in its address.</summary>
/// <param name="Event">Of deliveries only.</param>
/// <param name="From">The first day shown, in the reader's time zone.</param>
/// <param name="To">The last day shown.</param>
public sealed record ListFilter(string? Status, string? Event, DateOnly? From, DateOnly? To, string? Search)
    : IListFilter<ListFilter>
{
    public static readonly ListFilter None = new(null, null, null, null, null);

    public static ListFilter Read(Func<string, string?> query) => new(
        Text(query("status")), Text(query("event")),
        FilterDay.Parse(query("from")), FilterDay.Parse(query("to")), Text(query("q")));

    public ListQuery In(BrowserView browser) => new()
    {
        Status = Status,
        Event = Event,
        From = From is { } from ? browser.StartOf(from) : null,
        To = To is { } to ? browser.StartOf(to.AddDays(1)) : null,
        Search = Search,
    };

    public string ToQueryString(int offset)
    {
        var query = new QueryBuilder();
        (string Name, string? Value)[] parameters =
        [
            ("status", Status), ("event", Event), ("q", Search),
            ("from", FilterDay.Text(From)), ("to", FilterDay.Text(To)),
            ("offset", offset == 0 ? null : offset.ToString(CultureInfo.InvariantCulture)),
        ];
        foreach (var (name, value) in parameters.Where(p => p.Value is { Length: > 0 }))
        {
            query.Add(name, value!);
        }

        return query.ToQueryString().Value ?? "";
    }

    private static string? Text(string? text) => text?.Trim() is { Length: > 0 and <= 255 } known ? known : null;
}
