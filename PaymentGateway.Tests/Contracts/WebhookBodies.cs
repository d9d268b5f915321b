using System.Text.RegularExpressions;
using PaymentGateway.Core.Merchants;
using PaymentGateway.Core.Payments;
using PaymentGateway.Core.Webhooks;
using PaymentGateway.Tests.Support;

namespace PaymentGateway.Tests.Contracts;

/// <summary>
/// What each event says, character for character, with random ids as <c>_*</c>. Receivers are written against these: a
/// changed line here breaks somebody's shop.
/// </summary>
public sealed partial class WebhookBodies
{
    private static readonly BankDecision Approved = BankDecision.Approved("ref");
    private static readonly BankDecision Declined = BankDecision.Declined("insufficient_funds", "ref");

    public static TheoryData<string, string> Golden => new()
    {
        { "payment.created", Payment("created", "pending") },
        { "payment.pending", Payment("pending", "pending") },
        { "payment.success", Payment("success", "success") },
        {
            "payment.failed", Payment("failed", "failed",
                ",\"error_code\":\"PAYMENT_FAILED\",\"error_description\":\"" + DeclineReasons.Describe("insufficient_funds") + "\"")
        },
        { "refund.created", Refund("created", "pending", "\"Customer request\"") },
        { "refund.processed", Refund("processed", "processed", "\"Customer request\"") },
        { "refund.failed", Refund("failed", "failed", "null") },
        {
            "webhook.test",
            """{"event":"webhook.test","timestamp":1705315870,"data":{"message":"This is a test webhook from Payment Gateway"}}"""
        },
    };

    [Theory]
    [MemberData(nameof(Golden))]
    public void The_body_of(string type, string golden)
    {
        var happened = Make(type);

        Assert.Equal(type, happened.Type);
        Assert.Equal(golden, RandomPart().Replace(happened.Body!, "_*"));
    }

    private static WebhookEvent Make(string type) => type switch
    {
        "payment.created" => WebhookEvents.PaymentCreated(SampleEvents.Payment(), SampleEvents.Now),
        "payment.pending" => WebhookEvents.PaymentPending(SampleEvents.Payment(), SampleEvents.Now),
        "payment.success" => WebhookEvents.PaymentSettled(SampleEvents.Payment(Approved), SampleEvents.Now),
        "payment.failed" => WebhookEvents.PaymentSettled(SampleEvents.Payment(Declined), SampleEvents.Now),
        "refund.created" => WebhookEvents.RefundCreated(SampleEvents.Refund("Customer request"), SampleEvents.Now),
        "refund.processed" => WebhookEvents.RefundSettled(SampleEvents.Refund("Customer request", Approved), SampleEvents.Now),
        "refund.failed" => WebhookEvents.RefundSettled(SampleEvents.Refund(reason: null, Declined), SampleEvents.Now),
        _ => WebhookEvents.Test(MerchantId.New(), SampleEvents.Now),
    };

    private static string Payment(string name, string status, string more = "") =>
        """{"event":"payment.NAME","timestamp":1705315870,"data":{"payment":{"id":"pay_*","order_id":"order_*","amount":50000,"""
            .Replace("NAME", name, StringComparison.Ordinal)
        + $"\"currency\":\"INR\",\"method\":\"upi\",\"status\":\"{status}\"{more}}}}}}}";

    private static string Refund(string name, string status, string reason) =>
        """{"event":"refund.NAME","timestamp":1705315870,"data":{"refund":{"id":"rfnd_*","payment_id":"pay_*","amount":500,"""
            .Replace("NAME", name, StringComparison.Ordinal)
        + $"\"reason\":{reason},\"status\":\"{status}\"}}}}}}";

    [GeneratedRegex("_[A-Za-z0-9]{16}(?=\")", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex RandomPart();
}
