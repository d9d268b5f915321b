using Microsoft.Extensions.Options;
using PaymentGateway.Dashboard.Gateway;
using PaymentGateway.Dashboard.Sessions;

namespace PaymentGateway.Tests.Dashboard;

public sealed class EndedSessions
{
    [Fact]
    public void One_that_ends_is_not_found_by_a_page_that_hears_of_it()
    {
        var sessions = new MerchantSessions(Options.Create(new SessionLimits()), TimeProvider.System);
        var user = sessions.Add(Issued(), "test");
        var session = sessions.Find(user);
        Assert.NotNull(session);
        var foundWhenItEnded = session;
        using var page = session.Ended.Register(() => foundWhenItEnded = sessions.Find(user));

        session.End();

        Assert.Null(foundWhenItEnded);
    }

    private static IssuedSession Issued() => new()
    {
        Token = "token",
        RefreshToken = "refresh",
        ExpiresAt = TimeProvider.System.GetUtcNow().AddMinutes(15),
        Merchant = new MerchantSummary(Guid.NewGuid(), "Shop", "shop@example.com", "key_test_of_a_shop"),
    };
}
