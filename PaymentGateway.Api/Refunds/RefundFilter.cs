using System.ComponentModel;
using Microsoft.AspNetCore.Mvc;
using PaymentGateway.Api.Lists;
using PaymentGateway.Core.Refunds;

namespace PaymentGateway.Api.Refunds;

/// <summary>Which refunds a list shows.</summary>
public sealed record RefundFilter
{
    [FromQuery(Name = "status"), QueryName(typeof(RefundStatus)), Description("Only refunds with this status.")]
    public string? Status { get; init; }

    [FromQuery(Name = "from"), QueryTime, Description("Only refunds created at this time or later, RFC 3339 or Unix seconds.")]
    public string? From { get; init; }

    [FromQuery(Name = "to"), QueryTime, Description("Only refunds created before this time, RFC 3339 or Unix seconds.")]
    public string? To { get; init; }

    [FromQuery(Name = "q"), QueryText("rfnd_K9p")]
    [Description("Search by refund or payment ID, whole or prefix. IDs ignore case. At most 10,000 matches.")]
    public string? Q { get; init; }

    internal IQueryable<Refund> Of(IQueryable<Refund> refunds)
    {
        refunds = RefundStatuses.Parse(Status) is { } status ? refunds.Where(r => r.Status == status) : refunds;
        refunds = Timestamp.Parse(From) is { } from ? refunds.Where(r => r.CreatedAt >= from) : refunds;
        return Timestamp.Parse(To) is { } to ? refunds.Where(r => r.CreatedAt < to) : refunds;
    }
}
