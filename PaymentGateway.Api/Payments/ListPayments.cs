using PaymentGateway.Api.Json;
using PaymentGateway.Api.Lists;
using PaymentGateway.Api.Merchants;
using PaymentGateway.Core.Persistence;

namespace PaymentGateway.Api.Payments;

internal static class ListPayments
{
    public static async Task<IResult> HandleAsync(
        PaymentFilter filter, PageQuery page, CurrentMerchant merchant, GatewayDb db, CancellationToken cancel)
    {
        var newestFirst = filter.Of(merchant.Id, db)
            .OrderByDescending(p => p.CreatedAt).ThenByDescending(p => p.Id);
        return JsonResponse.Of(
            await PageOf.ReadAsync(newestFirst, p => p.Id, page, PaymentResponse.From, cancel), ApiJson.Default.PageOfPaymentResponse);
    }
}
