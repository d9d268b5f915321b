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
        [FromQuery(Name = "payment_id"), QueryText("pay_H8sK3jD9s2L1pQrT"), Description("Only of this payment.")] string? paymentId,
        CurrentMerchant merchant, GatewayDb db, CancellationToken cancel)
    {
        var all = db.Refunds.Where(r => r.MerchantId == merchant.Id);
        var payment = PrefixedId.ParseOrUnknown<PaymentId>(paymentId);
        var matching = paymentId is null ? all : all.Where(r => r.PaymentId == payment);
        return AnswerAsync(all, filter.Of(matching), page, cancel);
    }

    public static async Task<IResult> OfPaymentAsync(
        PaymentId id, [AsParameters] RefundFilter filter, [AsParameters] PageQuery page, CurrentMerchant merchant, GatewayDb db,
        CancellationToken cancel)
    {
        var all = db.Refunds.Where(r => r.PaymentId == id);
        return await db.Payments.AnyAsync(p => p.Id == id && p.MerchantId == merchant.Id, cancel)
            ? await AnswerAsync(all, filter.Of(all), page, cancel)
            : ApiErrors.PaymentNotFound;
    }

    private static Task<IResult> AnswerAsync(
        IQueryable<Refund> all, IQueryable<Refund> matching, PageQuery page, CancellationToken cancel) =>
        ListPage.AnswerAsync(all, matching, page, PrefixedId.ParseOrUnknown<RefundId>, RefundResponse.From,
            ApiJson.Default.PageOfRefundResponse, cancel);
}
