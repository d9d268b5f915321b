using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using PaymentGateway.Api.Errors;
using PaymentGateway.Api.Idempotency;
using PaymentGateway.Api.Json;
using PaymentGateway.Api.Payments;
using PaymentGateway.Core.Batching;
using PaymentGateway.Core.Ids;
using PaymentGateway.Core.Merchants;
using PaymentGateway.Core.Orders;
using PaymentGateway.Core.Payments;
using PaymentGateway.Core.Payments.Methods;
using PaymentGateway.Core.Queue;
using PaymentGateway.Tests.Support;

namespace PaymentGateway.Tests.Properties;

/// <summary>Requests to pay orders of one merchant, run by the services of an API, and what became of them.</summary>
internal sealed class PaymentRequests(HostServices api)
{
    public static readonly string[] Orders = ["new", "other new", "reusable", "pending", "paid", "unknown"];

    private readonly List<OrderId> _orders = [];
    private readonly List<string> _payments = [];
    private MerchantId _merchant;

    /// <summary>A merchant with one order of each kind.</summary>
    public async Task BeginAsync()
    {
        await using var db = TestDatabase.Open(api.Database);
        var now = TimeProvider.System.GetUtcNow();
        var merchant = Merchant.Create("Batches", $"{Guid.NewGuid():N}@example.com", ApiCredentials.New(forTests: true), now);
        merchant.SendWebhooksTo("https://batches.example/");
        _merchant = merchant.Id;
        var orders = Orders.Select(kind => kind == "reusable"
            ? Order.CreateReusable(OrderId.New(), merchant.Id, new Money(1000, "INR"), now)
            : Order.Create(merchant.Id, new Money(1000, "INR"), receipt: null, notes: null, now)).ToList();
        _orders.AddRange(orders.Select(order => order.Id));
        db.AddRange([merchant, .. orders[..^1]]);
        await db.SaveChangesAsync();
        Assert.True(Vpa.TryParse("before@paytm", out var vpa));
        var before = orders[3..5].Select(order => Payment.Create(order, new UpiMethod(vpa, null), now)).ToList();
        orders[3..5].ForEach(order => order.Attempt(now));
        db.AddRange(before);
        await db.SaveChangesAsync();
        before[1].Settle(BankDecision.Approved("ref"), now);
        orders[4].Pay(now);
        await db.SaveChangesAsync();
        _payments.AddRange(before.Select(payment => payment.Id.Value));
    }

    /// <summary>Looks the key up, as the middleware does, and then starts the payment.</summary>
    public async Task<Func<Task<IResult?>>> ArriveAsync(PaymentRequest request, BatchQueue<PaymentCreation, IResult> creations)
    {
        var key = request.Key is null ? null : new IdempotencyKey(
            _merchant, Payer: false, request.Key, SHA256.HashData(Encoding.UTF8.GetBytes(request.ToString())));
        var responses = api.Get<StoredResponses>();
        var first = key is null || request.Kind == RequestKind.Cancelled ? null : await responses.FindAsync(key, CancellationToken.None);
        var starter = new PaymentStarter(api.Get<PaymentMethodReader>(), creations, new RequestKey { Value = key });
        var body = new CreatePaymentRequest
        {
            OrderId = _orders[request.Order].Value,
            Method = "upi",
            Vpa = request.Kind == RequestKind.Poisoned ? "poison@paytm" : "user@paytm",
            Amount = request.Kind == RequestKind.WrongAmount ? 999 : null,
        };
        var owner = request.Kind == RequestKind.OtherMerchant ? MerchantId.New() : _merchant;
        return async () => first ?? await StartAsync();

        async Task<IResult?> StartAsync()
        {
            try
            {
                return await starter.StartAsync(body, found => found.Order.MerchantId == owner, PaymentResponse.From,
                    ApiJson.Default.PaymentResponse, new CancellationToken(request.Kind == RequestKind.Cancelled));
            }
            catch (Exception exception) when (exception is PostgresException { ConstraintName: "poison" } or OperationCanceledException)
            {
                return null;
            }
        }
    }

    /// <summary>Every row of the merchant, with indexes instead of ids and times.</summary>
    public async Task<List<string>> RowsAsync()
    {
        await using var db = TestDatabase.Open(api.Database);
        var orders = await db.Orders.Where(o => o.MerchantId == _merchant).ToListAsync();
        var payments = await db.Payments.Where(p => p.MerchantId == _merchant).ToListAsync();
        var jobs = (await db.Jobs.ToListAsync()).ToLookup(job => job.Kind);
        var events = (await db.Events.Where(e => e.MerchantId == _merchant).ToListAsync()).ToLookup(e => e.SubjectId);
        var outbox = (await db.EventOutbox.ToListAsync()).Select(o => o.EventId).ToHashSet();
        var keys = await db.IdempotencyKeys.Where(k => k.MerchantId == _merchant).ToListAsync();
        return
        [
            .. orders.OrderBy(o => _orders.IndexOf(o.Id)).Select(o => $"{o.Status} {o.Attempts} {o.AmountPaid}"),
            .. payments.Select(p => $"payment of {_orders.IndexOf(p.OrderId)} {p.Status} {p.Vpa} "
                + string.Join(',', events[p.Id.Value].OrderBy(e => e.Type).Select(e => $"{e.Type}:{outbox.Contains(e.Id)}"))
                + jobs[JobKind.Payment].Count(job => job.Ref == p.Id.Value)).Order(),
            .. keys.OrderBy(k => k.Key).Select(k => $"{k.Key} {k.StatusCode} {Index(JsonDocument.Parse(k.Response).RootElement.GetProperty("id").GetString())}"),
        ];
    }

    /// <summary>Called in the order of the requests: payments are numbered as they are met.</summary>
    public string Describe(IResult? result) => result switch
    {
        null => "failed",
        StoredJson stored => $"{stored.StatusCode}{(stored.IsReplay ? " again" : "")} "
            + Index(JsonDocument.Parse(stored.Body).RootElement.GetProperty("id").GetString()),
        ApiError error => $"{error.StatusCode} {error.Code} {error.Field} {Index(error.Metadata?["payment_id"]?.GetValue<string>())}",
        _ => throw new ArgumentException(result.ToString(), nameof(result)),
    };

    private int? Index(string? payment)
    {
        if (payment is null)
        {
            return null;
        }

        if (!_payments.Contains(payment))
        {
            _payments.Add(payment);
        }

        return _payments.IndexOf(payment);
    }
}
