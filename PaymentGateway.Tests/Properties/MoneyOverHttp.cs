using PaymentGateway.Tests.Support;

namespace PaymentGateway.Tests.Properties;

/// <summary>
/// The whole gateway. Its bank answers at once, so paying and refunding are each two steps of the model; every request is
/// made twice with one key, and must be answered with the same bytes.
/// </summary>
internal sealed class MoneyOverHttp(TestMerchant merchant)
{
    private readonly List<string> _orders = [];
    private readonly List<string> _payments = [];
    private readonly List<string> _refunds = [];
    private readonly HashSet<int> _withoutRefunds = [];

    public async Task TryAsync(Step step, int which, MoneyModel model)
    {
        var answer = await AskAsync(step, which);
        var happens = model.Apply(step, which);
        Assert.True(happens == (int)answer.Status is >= 200 and < 300, $"{step} {(happens ? "may" : "may not")} happen: {answer}");
        if (!happens)
        {
            Assert.Contains((int)answer.Status, new[] { 400, 409 });
        }
        else
        {
            await FollowAsync(step, answer, model);
        }
    }

    public async Task ExpectAsync(MoneyModel model)
    {
        foreach (var (id, order) in _orders.Zip(model.Orders))
        {
            var read = (await merchant.GetAsync($"/api/v1/orders/{id}")).Expect(200);
            Assert.Equal(order, new MoneyModel.OrderState(read.Text("status"), (int)read.Number("attempts"), read.Number("amount_paid")));
        }

        foreach (var (id, payment) in _payments.Zip(model.Payments))
        {
            var read = (await merchant.GetAsync($"/api/v1/payments/{id}")).Expect(200);
            Assert.Equal((payment.Status, payment.Captured, payment.Refunded),
                (read.Text("status"), read.Json.GetProperty("captured").GetBoolean(), read.Number("amount_refunded")));
        }

        Assert.Equal(model.Refunds.Count, (await merchant.GetAsync("/api/v1/refunds")).Number("total"));
        await using var db = merchant.Gateway.OpenDb();
        await MoneyInvariants.HoldAsync(db, merchant.Id);
    }

    private async Task<ApiAnswer> AskAsync(Step step, int which)
    {
        var (path, body) = step.Kind switch
        {
            StepKind.Order => ("/api/v1/orders", (object)new { amount = MoneyModel.Amount }),
            StepKind.Pay => ("/api/v1/payments", new { order_id = _orders[which], method = "upi", vpa = Vpa(step) }),
            StepKind.Capture => ($"/api/v1/payments/{_payments[which]}/capture", new { }),
            StepKind.Refund => ($"/api/v1/payments/{_payments[which]}/refunds", new { amount = MoneyModel.Amount * step.Percent / 100 }),
            _ => throw new InvalidOperationException($"{step} is the worker's to do."),
        };
        var key = $"{Guid.NewGuid():N}";
        // Told to come back later, one comes back with the same key: that cannot do it twice.
        var first = await Eventually.GetAsync(() => merchant.PostAsync(path, body, key), answer => (int)answer.Status != 503, $"{path} is served");
        if ((int)first.Status < 300)
        {
            Assert.Equal(first.Body, (await merchant.PostAsync(path, body, key)).Body);
        }

        return first;
    }

    private async Task FollowAsync(Step step, ApiAnswer answer, MoneyModel model)
    {
        switch (step.Kind)
        {
            case StepKind.Order:
                _orders.Add(answer.Text("id"));
                break;
            case StepKind.Pay:
                _payments.Add(answer.Text("id"));
                _withoutRefunds.UnionWith(RefundsFail(step) ? [_payments.Count - 1] : []);
                await merchant.SettledAsync(answer.Text("id"));
                Assert.True(model.Apply(step with { Kind = StepKind.Settle }, _payments.Count - 1));
                break;
            case StepKind.Refund:
                _refunds.Add(answer.Text("id"));
                await Eventually.BecomesTrueAsync(async () => (await merchant.GetAsync($"/api/v1/refunds/{_refunds[^1]}")).Text("status") != "pending", "it is settled");
                var succeeds = !_withoutRefunds.Contains(model.Refunds[^1].Payment);
                Assert.True(model.Apply(step with { Kind = StepKind.SettleRefund, Succeeds = succeeds }, _refunds.Count - 1));
                break;
        }
    }

    private static bool RefundsFail(Step step) => step.Percent % 3 == 0;

    private static string Vpa(Step step) => !step.Succeeds ? "failure@sim" : RefundsFail(step) ? "refund-fail@sim" : "success@sim";
}
