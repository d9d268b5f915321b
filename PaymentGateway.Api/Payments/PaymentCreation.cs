using PaymentGateway.Api.Errors;
using PaymentGateway.Api.Idempotency;
using PaymentGateway.Core.Batching;
using PaymentGateway.Core.Ids;
using PaymentGateway.Core.Orders;
using PaymentGateway.Core.Payments;
using PaymentGateway.Core.Payments.Methods;

namespace PaymentGateway.Api.Payments;

/// <summary>A payment that is to be created: one item of a <see cref="CreatePaymentBatch"/>.</summary>
/// <param name="MayPay">Which orders the caller may pay at all; others are not found.</param>
/// <param name="Serialize">The response's body.</param>
internal sealed record PaymentCreation(
    CreatePaymentRequest Request, PaymentMethod Method, Func<PayableOrder, bool> MayPay, Func<Payment, string> Serialize,
    IdempotencyKey? Key)
{
    private readonly CallerSpan _caller = new();

    private DateTimeOffset? _createdAt;

    public OrderId OrderId { get; } = PrefixedId.ParseOrUnknown<OrderId>(Request.OrderId);

    /// <summary>The same for every try, as is the time: whichever is stored, it is what the response says.</summary>
    public PaymentId PaymentId { get; } = PaymentId.New();

    /// <summary>What the last try wanted to store, and may have stored although its commit was not confirmed.</summary>
    public CreatedPayment? Created { get; private set; }

    /// <summary>Decides on the order as it is stored.</summary>
    /// <returns>The created payment's response, or why it cannot be created; null: the order is locked.</returns>
    public IResult? Decide(PayableOrder? found, DateTimeOffset now)
    {
        if (found is null || !MayPay(found))
        {
            return ApiErrors.OrderNotFound;
        }

        if (!found.IsLocked)
        {
            return null;
        }

        if (Refuse(found) is { } error)
        {
            return error;
        }

        Created = _caller.Run(() => CreatedPayment.Create(this, found, _createdAt ??= now));
        return Created.Response;
    }

    private ApiError? Refuse(PayableOrder found) => found switch
    {
        { Order.Status: OrderStatus.Paid } => ApiErrors.OrderAlreadyPaid,
        { Order.Amount: var amount } when Request.Amount is { } minorUnits && minorUnits != amount.MinorUnits =>
            ApiErrors.BadRequest("amount must equal the order's amount", "amount"),
        { Order.Amount: var amount } when Request.Currency is { } currency && currency != amount.Currency =>
            ApiErrors.BadRequest("currency must equal the order's currency", "currency"),
        _ => PaymentMethodReader.Refuse(Method, found.Order.Amount)
            ?? (found.Pending is { } pending ? ApiErrors.PaymentInProgress(pending.Value) : null),
    };
}
