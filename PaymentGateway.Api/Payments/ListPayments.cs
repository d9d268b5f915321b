using PaymentGateway.Api.Json;
using PaymentGateway.Api.Lists;
using PaymentGateway.Api.Merchants;
using PaymentGateway.Core.Ids;
using PaymentGateway.Core.Payments;
using PaymentGateway.Core.Persistence;

namespace PaymentGateway.Api.Payments;

internal static class ListPayments
{
    public static async Task<IResult> HandleAsync(
        [AsParameters] PaymentFilter filter, [AsParameters] PageQuery page, CurrentMerchant merchant, GatewayDb db,
        CancellationToken cancel)
    {
        var all = db.Payments.Where(p => p.MerchantId == merchant.Id);
        var found = await PaymentSearch.FindAsync(db, merchant.Id, filter, cancel);
        var rows = found is null ? all : PaymentSearchSql.Read(db, merchant.Id, found.Ids);
        var source = ListSource<Payment>.Of(all, filter.Of(rows), found, filter with { Q = null } != new PaymentFilter());
        return await ListPage.AnswerAsync(source, page, PrefixedId.ParseOrUnknown<PaymentId>, PaymentResponse.From,
            ApiJson.Default.PageOfPaymentResponse, cancel);
    }
}
