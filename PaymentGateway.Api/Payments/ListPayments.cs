using PaymentGateway.Api.Json;
using PaymentGateway.Api.Lists;
using PaymentGateway.Api.Merchants;
using PaymentGateway.Core.Ids;
using PaymentGateway.Core.Payments;
using PaymentGateway.Core.Persistence;

namespace PaymentGateway.Api.Payments;

internal static class ListPayments
{
    public static Task<IResult> HandleAsync(
        [AsParameters] PaymentFilter filter, [AsParameters] PageQuery page, CurrentMerchant merchant, GatewayDb db,
        CancellationToken cancel)
    {
        var all = db.Payments.Where(p => p.MerchantId == merchant.Id);
        return ListPage.AnswerAsync(all, filter.Of(all, db), page, PrefixedId.ParseOrUnknown<PaymentId>, PaymentResponse.From,
            ApiJson.Default.PageOfPaymentResponse, cancel);
    }
}
