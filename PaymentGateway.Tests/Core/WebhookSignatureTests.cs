using PaymentGateway.Core.Webhooks;
using EventId = PaymentGateway.Core.Webhooks.EventId;

namespace PaymentGateway.Tests.Core;

/// <summary>The published vectors: merchants check their own code against these very values.</summary>
public sealed class WebhookSignatureTests
{
    private const string Secret = "whsec_test_abc123";

    private const string Body =
        """{"event":"payment.success","timestamp":1705315870,"data":{"payment":{"id":"pay_H8sK3jD9s2L1pQr","order_id":"""
        + "\"order_NXhj67fGH2jk9mPq\"" + ""","amount":50000,"currency":"INR","method":"upi","status":"success"}}}""";

    [Fact]
    public void The_briefs_signature_of_the_published_body()
    {
        Assert.Equal(200, Body.Length);
        Assert.Equal("6aba1d7f70107051beea0f440e6f4a1fa111005f462fd411b343e932d18811ba", WebhookSignature.OfBody(Secret, Body));
    }

    [Fact]
    public void The_standard_webhooks_signature_of_the_published_body() =>
        Assert.Equal("v1,WQ7ETuENKzICrD6tZtrRzeTabaByM9c9N83izFzZQ2c=", WebhookSignature.OfAttempt(
            EventId.Of("evt_0000000000000001"), DateTimeOffset.FromUnixTimeSeconds(1_705_315_870), Body, Secret));

    [Fact]
    public void A_new_secret_is_49_characters_of_which_nobody_has_seen_any()
    {
        var secrets = Enumerable.Range(0, 100).Select(_ => WebhookSecrets.New()).ToList();

        Assert.All(secrets, secret => Assert.Matches("^whsec_[A-Za-z0-9_-]{43}$", secret));
        Assert.Equal(100, secrets.Distinct().Count());
    }
}
