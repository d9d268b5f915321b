using System.Linq.Expressions;
using System.Text.Json.Serialization.Metadata;
using Microsoft.EntityFrameworkCore;
using PaymentGateway.Api.Errors;
using PaymentGateway.Api.Idempotency;
using PaymentGateway.Core.Ids;
using PaymentGateway.Core.Orders;
using PaymentGateway.Core.Payments;
using PaymentGateway.Core.Payments.Methods;
using PaymentGateway.Core.Persistence;
using PaymentGateway.Core.Queue;
using PaymentGateway.Core.Webhooks;

namespace PaymentGateway.Api.Payments;

/// <summary>
/// Starts a payment, whoever asks: one read, one save of payment, job, events and answer. The worker does the rest.
/// </summary>
internal sealed class PaymentStarter(PaymentMethodReader methods, GatewayDb db, SaveOnce once, TimeProvider clock)
{
    /// <summary>What can keep a payment from being started, for the document.</summary>
    public static readonly ApiError[] Refusals =
    [
        ApiErrors.InvalidVpa, ApiErrors.InvalidCard("card.number"), ApiErrors.ExpiredCard, ApiErrors.OrderNotFound,
        ApiErrors.OrderAlreadyPaid, ApiErrors.PaymentInProgress("pay_H8sK3jD9s2L1pQrT"),
    ];

    /// <param name="mayPay">Which orders the caller may pay at all; others are not found.</param>
    public async Task<IResult> StartAsync<TResponse>(
        CreatePaymentRequest request, Expression<Func<Order, bool>> mayPay, Func<Payment, TResponse> respond,
        JsonTypeInfo<TResponse> shape, CancellationToken cancel)
    {
        var (method, fault) = methods.Read(request);
        if (method is null)
        {
            return fault!;
        }

        var orderId = PrefixedId.ParseOrUnknown<OrderId>(request.OrderId);
        return await OptimisticRetry.RunAsync(db, async () =>
        {
            var order = await db.Orders.Include(o => o.Merchant).Where(mayPay)
                .SingleOrDefaultAsync(o => o.Id == orderId, cancel);
            if (order is null)
            {
                return ApiErrors.OrderNotFound;
            }

            return (Refuse(request, order) ?? PaymentMethodReader.Refuse(method, order.Amount) ?? await FindRivalAsync(order, cancel))
                ?? await SaveAsync(order, method, respond, shape, cancel);
        });
    }

    // Spares most of the many a write in vain; who is let through is the database's to decide.
    private async Task<ApiError?> FindRivalAsync(Order order, CancellationToken cancel)
    {
        var rival = order.Attempts == 0 ? null : await db.Payments.AsNoTracking().FirstOrDefaultAsync(
            p => p.OrderId == order.Id && p.Exclusive && p.Status == PaymentStatus.Pending, cancel);
        return rival is null ? null : ApiErrors.PaymentInProgress(rival.Id.Value);
    }

    private async Task<IResult> SaveAsync<TResponse>(
        Order order, PaymentMethod method, Func<Payment, TResponse> respond, JsonTypeInfo<TResponse> shape, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var payment = Payment.Create(order, method, now);
        order.Attempt(now);
        db.Payments.Add(payment);
        db.Jobs.Add(Job.ProcessPayment(payment.Id));
        db.Announce(WebhookEvents.PaymentCreated(payment, now), order.Merchant!.WebhookUrl);
        db.Announce(WebhookEvents.PaymentPending(payment, now), order.Merchant.WebhookUrl);
        try
        {
            var answer = await once.SaveAsync(StatusCodes.Status201Created, respond(payment), shape,
                isSaved: () => db.Payments.AnyAsync(p => p.Id == payment.Id, cancel), cancel);
            if (answer is StoredJson { IsReplay: false })
            {
                PaymentMetrics.Count(payment);
            }

            return answer;
        }
        catch (DbUpdateException exception) when (exception.IsUniqueViolation() || exception.IsLockTimeout())
        {
            // The database lets one live payment of an order through; which one it was decides what the others hear.
            if (await db.Orders.AnyAsync(o => o.Id == order.Id && o.Status == OrderStatus.Paid, cancel))
            {
                return ApiErrors.OrderAlreadyPaid;
            }

            var inProgress = await db.Payments.AsNoTracking().SingleOrDefaultAsync(
                p => p.OrderId == order.Id && p.Exclusive && p.Status == PaymentStatus.Pending, cancel);
            return inProgress is null && exception.IsLockTimeout()
                ? ApiErrors.Unavailable with { Cause = "Another transaction holds the order's row." }
                : ApiErrors.PaymentInProgress(inProgress?.Id.Value);
        }
    }

    private static ApiError? Refuse(CreatePaymentRequest request, Order order) => order switch
    {
        { Status: OrderStatus.Paid } => ApiErrors.OrderAlreadyPaid,
        _ when request.Amount is { } amount && amount != order.Amount.MinorUnits =>
            ApiErrors.BadRequest("amount must equal the order's amount", "amount"),
        _ when request.Currency is { } currency && currency != order.Amount.Currency =>
            ApiErrors.BadRequest("currency must equal the order's currency", "currency"),
        _ => null,
    };
}
