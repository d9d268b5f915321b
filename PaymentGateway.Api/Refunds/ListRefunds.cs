using Microsoft.EntityFrameworkCore;
using PaymentGateway.Api.Errors;
using PaymentGateway.Api.Json;
using PaymentGateway.Api.Lists;
using PaymentGateway.Api.Merchants;
using PaymentGateway.Core.Payments;
using PaymentGateway.Core.Persistence;
using PaymentGateway.Core.Refunds;

namespace PaymentGateway.Api.Refunds;

internal static class ListRefunds
{
    public static Task<IResult> HandleAsync(PageQuery page, CurrentMerchant merchant, GatewayDb db, CancellationToken cancel) =>
        AnswerAsync(db.Refunds.Where(r => r.MerchantId == merchant.Id), page, cancel);

    public static async Task<IResult> OfPaymentAsync(
        PaymentId id, PageQuery page, CurrentMerchant merchant, GatewayDb db, CancellationToken cancel) =>
        await db.Payments.AnyAsync(p => p.Id == id && p.MerchantId == merchant.Id, cancel)
            ? await AnswerAsync(db.Refunds.Where(r => r.PaymentId == id), page, cancel)
            : ApiErrors.PaymentNotFound;

    private static async Task<IResult> AnswerAsync(IQueryable<Refund> refunds, PageQuery page, CancellationToken cancel)
    {
        var newestFirst = refunds.OrderByDescending(r => r.CreatedAt).ThenByDescending(r => r.Id);
        return JsonResponse.Of(
            await PageOf.ReadAsync(newestFirst, r => r.Id, page, RefundResponse.From, cancel), ApiJson.Default.PageOfRefundResponse);
    }
}
