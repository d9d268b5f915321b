using Microsoft.AspNetCore.Http;
using PaymentGateway.Core.Orders;
using PaymentGateway.Core.Payments;
using PaymentGateway.Core.Payments.Methods;
using PaymentGateway.Core.Persistence;
using PaymentGateway.Core.Refunds;
using PaymentGateway.Tests.Support;

namespace PaymentGateway.Tests.Dashboard;

/// <summary>A coffee roaster's three months, and this morning's payments with everything that followed them.</summary>
internal sealed class BusyShop : IAsyncDisposable
{
    private const int Days = 90;

    private static readonly string[] Names = ["asha", "vikram.rao", "meera", "joseph.k", "farhan", "lakshmi", "devika", "arjun"];
    private static readonly string[] Handles = ["okhdfcbank", "paytm", "ybl", "okicici", "upi"];
    private static readonly string[] Networks = ["visa", "mastercard", "rupay", "amex"];
    private static readonly string[] Reasons = ["insufficient_funds", "card_declined", "limit_exceeded", "incorrect_pin"];

    private readonly Receiver _receiver;

    private BusyShop(TestMerchant merchant, Receiver receiver) => (Merchant, _receiver) = (merchant, receiver);

    public TestMerchant Merchant { get; }

    /// <summary>Paid, captured, and refunded in part.</summary>
    public string Refunded { get; private set; } = "";

    public string Declined { get; private set; } = "";

    /// <summary>A delivery that the shop's server refused before it took it.</summary>
    public string Troubled { get; private set; } = "";

    public static async Task<BusyShop> OpenAsync(RunningDashboard running)
    {
        var refusals = 0;
        var receiver = await Receiver.StartAsync(async (http, webhook) =>
        {
            var isRefused = webhook.Event == "refund.processed" && Interlocked.Increment(ref refusals) == 1;
            http.Response.StatusCode = isRefused ? 503 : 200;
            await http.Response.WriteAsync(isRefused ? """{"error":"The stock system is being updated"}""" : """{"received":true}""");
        });
        var shop = new BusyShop(await running.NewMerchantAsync(receiver.Url), receiver);
        await running.Gateway.ExecuteAsync(
            $"UPDATE merchants SET name = 'Malabar Coffee Roasters' WHERE id = {shop.Merchant.Id.Value}");
        await shop.RememberAsync(running.Gateway);
        await shop.TradeAsync();
        return shop;
    }

    public async ValueTask DisposeAsync() => await _receiver.DisposeAsync();

    private async Task RememberAsync(Gateway gateway)
    {
        var chance = new Dice(2026);
        var now = TimeProvider.System.GetUtcNow();
        await using var db = gateway.OpenDb();
        for (var day = Days; day >= 0; day--)
        {
            var count = 3 + ((Days - day) / 18) + chance.Next(5);
            for (var i = 0; i < count; i++)
            {
                var at = now.AddDays(-day).AddMinutes(-chance.Next(1, 20 * 60) - 1);
                var order = Order.Create(Merchant.Id, new Money(chance.Next(99, 2400) * 100L, "INR"), receipt: null, notes: null, at);
                order.Attempt(at);
                var payment = Payment.Create(order, Method(chance), at);
                var isApproved = chance.Next(100) < 93;
                payment.Settle(isApproved
                    ? BankDecision.Approved("bank")
                    : BankDecision.Declined(Reasons[chance.Next(Reasons.Length)], "bank"), at.AddSeconds(7));
                db.AddRange(order, payment);
                if (isApproved)
                {
                    order.Pay(at.AddSeconds(7));
                    payment.Capture(at.AddSeconds(9));
                    GiveBackSome(db, payment, chance, at.AddMinutes(1));
                }
            }
        }

        await db.SaveChangesAsync();
    }

    private static PaymentMethod Method(Dice chance) => chance.Next(100) < 68
        && Vpa.TryParse($"{Names[chance.Next(Names.Length)]}@{Handles[chance.Next(Handles.Length)]}", out var vpa)
            ? new UpiMethod(vpa, SimulatedOutcome: null)
            : new CardMethod(Networks[chance.Next(Networks.Length)], $"{chance.Next(1000, 9999)}", SimulatedOutcome: null);

    private static void GiveBackSome(GatewayDb db, Payment payment, Dice chance, DateTimeOffset at)
    {
        if (chance.Next(100) >= 6)
        {
            return;
        }

        var amount = chance.Next(3) == 0 ? payment.Amount.MinorUnits / 2 : payment.Amount.MinorUnits;
        payment.ReserveRefund(amount, at);
        var refund = Refund.Create(payment, amount, "Wrong grind", at);
        refund.Settle(BankDecision.Approved("bank"), at);
        payment.Conclude(refund, at);
        db.Add(refund);
    }

    private async Task TradeAsync()
    {
        Declined = await Merchant.PaidAsync(64_900, "decline.insufficient-funds@sim");
        Refunded = await Merchant.PaidAsync(124_800);
        (await Merchant.PostAsync($"/api/v1/payments/{Refunded}/capture")).Expect(200);
        (await Merchant.PostAsync($"/api/v1/payments/{Refunded}/refunds", new { amount = 24_900, reason = "One bag arrived torn" })).Expect(201);
        await Merchant.CreateOrderAsync(89_900);
        var deliveries = await Eventually.GetAsync(() => Merchant.GetAsync("/api/v1/webhooks?status=success&limit=100"),
            page => page.Number("total") == 8, "three events of each payment and two of a refund have arrived");
        Troubled = deliveries.Json.GetProperty("data").EnumerateArray()
            .Single(delivery => delivery.GetProperty("event").GetString() == "refund.processed").GetProperty("id").GetString()!;
        await Merchant.PayAsync("delay.600000@sim", 199_900);
    }

    /// <summary>The same throws every time, so that pictures can be compared.</summary>
    private sealed class Dice(uint seed)
    {
        private uint _state = seed;

        public int Next(int sides)
        {
            _state = (_state * 1_664_525) + 1_013_904_223;
            return (int)((_state >> 8) % (uint)sides);
        }

        public int Next(int least, int most) => least + Next(most - least);
    }
}
