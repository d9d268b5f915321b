using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using PaymentGateway.Api.Idempotency;
using PaymentGateway.Api.Json;
using PaymentGateway.Api.Lists;
using PaymentGateway.Api.Merchants;
using PaymentGateway.Api.Orders;
using PaymentGateway.Api.Payments;
using PaymentGateway.Core.Idempotency;
using PaymentGateway.Core.Ids;
using PaymentGateway.Core.Merchants;
using PaymentGateway.Core.Orders;
using PaymentGateway.Core.Payments;
using PaymentGateway.Core.Persistence;
using PaymentGateway.Core.Queue;
using PaymentGateway.Core.Webhooks;

namespace PaymentGateway.Api.Health;

/// <summary>The frequent requests, run without a caller: reads find nothing, writes are rolled back.</summary>
internal static class SampleRequests
{
    private const string Body = """{"order_id":"order_warm_up","method":"upi","vpa":"warm.up@okaxis"}""";
    private static readonly CreatePaymentRequest Request =
        JsonSerializer.Deserialize(Body, ApiJson.Default.CreatePaymentRequest)!;
    private static readonly PageQuery Page = new() { Limit = "1" };

    public static async Task RunAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        var db = services.GetRequiredService<GatewayDb>();
        await services.GetRequiredService<KeyCheck>().FindAsync("warm-up", "warm-up", cancellationToken);
        await ReadAsync(services, db, cancellationToken);
        await db.Database.CreateExecutionStrategy().ExecuteAsync(async () =>
        {
            db.ChangeTracker.Clear();
            await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
            await WriteAsync(services, db, cancellationToken);
            await transaction.RollbackAsync(cancellationToken);
        });
        db.ChangeTracker.Clear();
    }

    private static async Task ReadAsync(IServiceProvider services, GatewayDb db, CancellationToken cancellationToken)
    {
        var merchant = new CurrentMerchant(MerchantId.New());
        var key = new IdempotencyKey(merchant.Id, Payer: false, "warm-up", new byte[32]);
        await services.GetRequiredService<SavedAnswers>().FindAsync(key, cancellationToken);
        await GetOrder.HandleAsync(OrderId.New(), merchant, db, cancellationToken);
        await GetPayment.HandleAsync(PaymentId.New(), merchant, db, cancellationToken);
        var payments = services.GetRequiredService<PaymentStarter>();
        await CreatePayment.HandleAsync(Request, merchant, payments, cancellationToken);
        await ListPayments.HandleAsync(new PaymentFilter(), Page, merchant, db, cancellationToken);
        await ListOrders.HandleAsync(new OrderFilter(), Page, merchant, db, cancellationToken);
    }

    private static async Task WriteAsync(IServiceProvider services, GatewayDb db, CancellationToken cancellationToken)
    {
        var now = services.GetRequiredService<TimeProvider>().GetUtcNow();
        var credentials = ApiCredentials.New(forTests: true);
        var merchant = Merchant.Create("Warm-up", $"{Guid.NewGuid():N}@warm-up.invalid", credentials, now);
        db.Merchants.Add(merchant);
        await db.SaveChangesAsync(cancellationToken);
        var order = Order.Create(merchant.Id, new Money(1000, "INR"), receipt: null, notes: null, now);
        db.Orders.Add(order);
        await db.SaveChangesAsync(cancellationToken);

        var (method, _) = services.GetRequiredService<PaymentMethodReader>().Read(Request);
        var payment = Payment.Create(order, method!, now);
        order.Attempt(now);
        db.Payments.Add(payment);
        db.Jobs.Add(Job.ProcessPayment(payment.Id));
        db.Announce(WebhookEvents.PaymentCreated(payment, now), "https://warm-up.invalid/");
        db.IdempotencyKeys.Add(IdempotencyRecord.Create(
            merchant.Id, payer: false, "warm-up", new byte[32], StatusCodes.Status201Created, Serialize(order, payment)));
        await db.SaveChangesAsync(cancellationToken);
        await GetPayment.HandleAsync(payment.Id, new CurrentMerchant(merchant.Id), db, cancellationToken);
    }

    private static string Serialize(Order order, Payment payment)
    {
        JsonSerializer.Serialize(OrderResponse.From(order), ApiJson.Default.OrderResponse);
        return JsonSerializer.Serialize(PaymentResponse.From(payment), ApiJson.Default.PaymentResponse);
    }
}
