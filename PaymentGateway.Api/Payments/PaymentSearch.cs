using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using PaymentGateway.Core.Ids;
using PaymentGateway.Core.Orders;
using PaymentGateway.Core.Payments;
using PaymentGateway.Core.Persistence;
using PaymentGateway.Core.Refunds;

namespace PaymentGateway.Api.Payments;

/// <summary>
/// What a person types to find a payment: the id of it, of its order or of a refund, or the beginning of one; a whole UPI
/// address, in any case; or four digits of a card.
/// </summary>
internal static class PaymentSearch
{
    private const int RandomLength = 16;
    private const string Escape = @"\";

    public static Expression<Func<Payment, bool>> For(string text, GatewayDb db)
    {
        var exact = text.Replace(@"\", @"\\", StringComparison.Ordinal)
            .Replace("%", @"\%", StringComparison.Ordinal).Replace("_", @"\_", StringComparison.Ordinal);
        var prefix = exact + "%";
        return text switch
        {
            _ when IsBeginningOfAll(text) => p => true,
            _ when IsWhole<PaymentId>(text) => p => p.Id == PaymentId.Of(text),
            _ when IsWhole<OrderId>(text) => p => p.OrderId == OrderId.Of(text),
            _ when IsWhole<RefundId>(text) => p => db.Refunds.Any(r => r.PaymentId == p.Id && r.Id == RefundId.Of(text)),
            _ when text.StartsWith(PaymentId.Prefix, StringComparison.Ordinal) =>
                p => EF.Functions.Like((string)(object)p.Id, prefix, Escape),
            _ when text.StartsWith(OrderId.Prefix, StringComparison.Ordinal) =>
                p => EF.Functions.Like((string)(object)p.OrderId, prefix, Escape),
            _ when text.StartsWith(RefundId.Prefix, StringComparison.Ordinal) =>
                p => db.Refunds.Any(r => r.PaymentId == p.Id && EF.Functions.Like((string)(object)r.Id, prefix, Escape)),
            _ => p => EF.Functions.ILike(p.Vpa!, exact, Escape) || p.CardLast4 == text,
        };
    }

    private static bool IsBeginningOfAll(string text) =>
        PaymentId.Prefix.StartsWith(text, StringComparison.Ordinal) || OrderId.Prefix.StartsWith(text, StringComparison.Ordinal);

    private static bool IsWhole<TId>(string text)
        where TId : struct, IPrefixedId<TId> =>
        text.Length == TId.Prefix.Length + RandomLength && text.StartsWith(TId.Prefix, StringComparison.Ordinal);
}
