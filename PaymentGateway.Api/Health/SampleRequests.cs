using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using PaymentGateway.Api.Idempotency;
using PaymentGateway.Api.Json;
using PaymentGateway.Api.Lists;
using PaymentGateway.Api.Merchants;
using PaymentGateway.Api.Orders;
using PaymentGateway.Api.Payments;
using PaymentGateway.Core.Batching;
using PaymentGateway.Core.Ids;
using PaymentGateway.Core.Merchants;
using PaymentGateway.Core.Orders;
using PaymentGateway.Core.Payments;
using PaymentGateway.Core.Persistence;

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
            await db.Database.OpenConnectionAsync(cancellationToken);
            try
            {
                await WriteAsync(services, db, cancellationToken);
            }
            finally
            {
                await db.Database.CloseConnectionAsync();
            }
        });
        db.ChangeTracker.Clear();
    }

    private static async Task ReadAsync(IServiceProvider services, GatewayDb db, CancellationToken cancellationToken)
    {
        var merchant = new CurrentMerchant(MerchantId.New());
        await services.GetRequiredService<StoredResponses>().FindAsync(KeyOf(merchant.Id, "warm-up"), cancellationToken);
        await GetOrder.HandleAsync(OrderId.New(), merchant, db, cancellationToken);
        await GetPayment.HandleAsync(
            PaymentId.New(), merchant, services.GetRequiredService<BatchQueue<PaymentId, PaymentLookup>>(), cancellationToken);
        var payments = services.GetRequiredService<PaymentStarter>();
        await CreatePayment.HandleAsync(Request, merchant, payments, cancellationToken);
        await ListPayments.HandleAsync(new PaymentFilter(), Page, merchant, db, cancellationToken);
        await ListOrders.HandleAsync(new OrderFilter(), Page, merchant, db, cancellationToken);
    }

    // The payment's own transaction, which the merchant and the order of the sample join.
    private static async Task WriteAsync(IServiceProvider services, GatewayDb db, CancellationToken cancellationToken)
    {
        var now = services.GetRequiredService<TimeProvider>().GetUtcNow();
        var connection = (NpgsqlConnection)db.Database.GetDbConnection();
        db.Database.AutoTransactionBehavior = AutoTransactionBehavior.Never;
        await PayableOrderSql.BeginAsync(connection, [OrderId.New()], tried: [], waitsForLocks: false);

        var credentials = ApiCredentials.New(forTests: true);
        var merchant = Merchant.Create("Warm-up", $"{Guid.NewGuid():N}@warm-up.invalid", credentials, now);
        db.Merchants.Add(merchant);
        await db.SaveChangesAsync(cancellationToken);
        var order = Order.Create(merchant.Id, new Money(1000, "INR"), receipt: null, notes: null, now);
        db.Orders.Add(order);
        db.IdempotencyKeys.Add(KeyOf(merchant.Id, "order").Record(
            StatusCodes.Status201Created, JsonSerializer.Serialize(OrderResponse.From(order), ApiJson.Default.OrderResponse)));
        await db.SaveChangesAsync(cancellationToken);

        var (method, _) = services.GetRequiredService<PaymentMethodReader>().Read(Request);
        var creation = new PaymentCreation(Request, method!, MayPay: _ => true,
            payment => JsonSerializer.Serialize(PaymentResponse.From(payment), ApiJson.Default.PaymentResponse),
            KeyOf(merchant.Id, "payment"));
        var found = new PayableOrder(order, merchant.ApiKey, IsMerchantActive: true, "https://warm-up.invalid/", IsLocked: true);
        creation.Decide(found, now);
        await CreatePaymentSql.EndAsync(connection, [creation.Created!], commit: false);
    }

    private static IdempotencyKey KeyOf(MerchantId merchant, string key) => new(merchant, Payer: false, key, new byte[32]);
}
