using PaymentGateway.Dashboard.Gateway;
using PaymentGateway.Dashboard.Sessions;

namespace PaymentGateway.Tests.Support;

/// <summary>A session of the dashboard as if it had just been issued.</summary>
internal static class SampleSession
{
    public static SessionState New(TimeProvider clock) => SessionState.Start(Issued(clock, minutes: 15), clock.GetUtcNow());

    public static IssuedSession Issued(TimeProvider clock, int minutes) => new()
    {
        Token = $"token {Guid.NewGuid()}",
        RefreshToken = "refresh",
        ExpiresAt = clock.GetUtcNow().AddMinutes(minutes),
        Merchant = new MerchantSummary(Guid.NewGuid(), "Shop", "shop@example.com", "key_test_of_a_shop"),
    };
}
