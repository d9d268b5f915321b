using System.ComponentModel;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using PaymentGateway.Api.Errors;
using PaymentGateway.Api.Json;
using PaymentGateway.Api.Lists;
using PaymentGateway.Api.Merchants;
using PaymentGateway.Core.Ids;
using PaymentGateway.Core.Payments;
using PaymentGateway.Core.Persistence;
using PaymentGateway.Core.Refunds;

namespace PaymentGateway.Api.Refunds;

internal static class ListRefunds
{
    public static Task<IResult> HandleAsync(
        [AsParameters] RefundFilter filter, [AsParameters] PageQuery page,
        [FromQuery(Name = "payment_id"), QueryText("pay_H8sK3jD9s2L1pQrT"), Description("Only refunds of this payment.")] string? paymentId,
        CurrentMerchant merchant, GatewayDb db, CancellationToken cancel)
    {
        var payment = PrefixedId.ParseOrUnknown<PaymentId>(paymentId);
        return AnswerAsync(db.Refunds.Where(r => r.MerchantId == merchant.Id), filter, page, merchant, db,
            paymentId is null ? refunds => refunds : refunds => refunds.Where(r => r.PaymentId == payment), cancel);
    }

    public static async Task<IResult> OfPaymentAsync(
        PaymentId id, [AsParameters] RefundFilter filter, [AsParameters] PageQuery page, CurrentMerchant merchant, GatewayDb db,
        CancellationToken cancel) =>
        await db.Payments.AnyAsync(p => p.Id == id && p.MerchantId == merchant.Id, cancel)
            ? await AnswerAsync(db.Refunds.Where(r => r.PaymentId == id), filter, page, merchant, db,
                refunds => refunds.Where(r => r.PaymentId == id), cancel)
            : ApiErrors.PaymentNotFound;

    private static async Task<IResult> AnswerAsync(
        IQueryable<Refund> all, RefundFilter filter, PageQuery page, CurrentMerchant merchant, GatewayDb db,
        Func<IQueryable<Refund>, IQueryable<Refund>> narrow, CancellationToken cancel)
    {
        var found = await RefundSearch.FindAsync(db, merchant.Id, filter, cancel);
        var matching = found is null ? all : RefundSearchSql.Read(db, merchant.Id, found.Ids);
        var source = ListSource<Refund>.Of(all, filter.Of(narrow(matching)), found, isFiltered: true);
        return await ListPage.AnswerAsync(source, page, PrefixedId.ParseOrUnknown<RefundId>,
            refunds => RespondAsync(db, refunds, cancel), ApiJson.Default.PageOfRefundResponse, cancel);
    }

    private static async Task<IEnumerable<RefundResponse>> RespondAsync(
        GatewayDb db, IReadOnlyList<Refund> refunds, CancellationToken cancel)
    {
        var ids = refunds.Select(refund => refund.PaymentId).Distinct().ToArray();
        var currencies = await db.Payments.Where(p => ids.Contains(p.Id)).Select(p => new { p.Id, p.Amount.Currency })
            .ToDictionaryAsync(p => p.Id, p => p.Currency, cancel);
        return refunds.Select(refund => RefundResponse.From(refund, currencies[refund.PaymentId]));
    }
}
