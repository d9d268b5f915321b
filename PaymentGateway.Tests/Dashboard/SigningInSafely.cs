
namespace PaymentGateway.Tests.Dashboard;

/// <summary>What somebody without the password, or with an old cookie, does not get.</summary>
[Collection(nameof(GuardedDashboard))]
public sealed class SigningInSafely(GuardedDashboard running)
{
    private const string Session = "gateway-session";

    [Fact]
    public async Task No_script_and_no_other_site_can_use_the_cookies()
    {
        var (_, email) = await running.NewMerchantAsync();
        using var visitor = running.NewVisitor();
        var form = (await visitor.GetAsync("/login")).Cookie("gateway-form");
        var session = (await visitor.LogInAsync(email, GuardedDashboard.Password)).Cookie(Session);

        Assert.All([form, session], cookie => Assert.Contains("; httponly", cookie, StringComparison.Ordinal));
        Assert.All([form, session], cookie => Assert.DoesNotContain("domain=", cookie, StringComparison.Ordinal));
        Assert.Contains("samesite=strict", form, StringComparison.Ordinal);
        Assert.Contains("samesite=lax", session, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Over_https_browsers_are_told_to_take_the_cookies_from_this_host_alone()
    {
        var (_, email) = await running.NewMerchantAsync();
        using var visitor = running.NewVisitor(overHttps: true);
        var form = (await visitor.GetAsync("/login")).Cookie("__Host-gateway-form");
        var session = (await visitor.LogInAsync(email, GuardedDashboard.Password)).Cookie("__Host-" + Session);

        Assert.All([form, session], cookie => Assert.Contains("; secure", cookie, StringComparison.Ordinal));
        Assert.All([form, session], cookie => Assert.Contains("path=/;", cookie, StringComparison.Ordinal));
        Assert.Equal(200, (await visitor.GetAsync("/dashboard")).Status);
    }

    [Fact]
    public async Task A_cookie_that_a_neighbouring_host_may_have_set_opens_nothing_over_https()
    {
        using var visitor = await running.LoggedInAsync(overHttps: true);
        visitor.Cookies.Remove("__Host-" + Session, out var value);
        visitor.Cookies[Session] = value!;

        Assert.StartsWith("/login", (await visitor.GetAsync("/dashboard")).Location, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("forged")]
    [InlineData("of another visitor")]
    public async Task A_log_in_that_does_not_come_from_our_form_is_refused(string? token)
    {
        var (_, email) = await running.NewMerchantAsync();
        using var visitor = running.NewVisitor();
        using var other = running.NewVisitor();
        await visitor.GetAsync("/login");
        token = token == "of another visitor" ? (await other.GetAsync("/login")).FormToken : token;

        var answer = await visitor.LogInAsync(email, GuardedDashboard.Password, "/login", token);

        Assert.Equal(400, answer.Status);
        Assert.DoesNotContain(Session, visitor.Cookies.Keys);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("forged")]
    public async Task Nobody_is_logged_out_by_a_form_of_another_site(string? token)
    {
        using var visitor = await running.LoggedInAsync();

        var answer = token is null ? await visitor.PostAsync("/logout") : await visitor.PostAsync("/logout", (Visitor.Page.TokenField, token));

        Assert.Equal("/login", answer.Location);
        Assert.Equal("/dashboard", (await visitor.GetAsync("/login")).Location);
        Assert.Equal(200, (await visitor.GetAsync("/dashboard")).Status);
    }

    [Fact]
    public async Task A_cookie_kept_from_before_the_log_out_opens_nothing()
    {
        using var visitor = await running.LoggedInAsync();
        var kept = visitor.Cookies[Session];
        Assert.Equal("/login", (await visitor.LogOutAsync()).Location);
        Assert.DoesNotContain(Session, visitor.Cookies.Keys);

        foreach (var path in new[] { "", "/transactions", "/transactions.csv", "/webhooks", "/docs" })
        {
            visitor.Cookies[Session] = kept;
            Assert.StartsWith("/login?back=", (await visitor.GetAsync("/dashboard" + path)).Location, StringComparison.Ordinal);
        }

        visitor.Cookies[Session] = kept;
        Assert.Equal(403, (await visitor.PostAsync("/_blazor/negotiate?negotiateVersion=1")).Status);
    }

    [Fact]
    public async Task The_gateway_too_has_ended_the_session()
    {
        var (merchant, email) = await running.NewMerchantAsync();
        using var visitor = running.NewVisitor();
        await visitor.LogInAsync(email, GuardedDashboard.Password);
        await visitor.LogOutAsync();

        Assert.Equal(0, await running.Gateway.ScalarAsync<int>(
            $"""SELECT count(*)::int AS "Value" FROM sessions WHERE merchant_id = {merchant.Id.Value} AND revoked_at IS NULL"""));
    }

    [Fact]
    public async Task Logging_in_anew_makes_a_new_session_and_ends_the_one_before()
    {
        var (_, email) = await running.NewMerchantAsync();
        using var visitor = running.NewVisitor();
        await visitor.LogInAsync(email, GuardedDashboard.Password);
        var before = visitor.Cookies[Session];
        var token = (await visitor.GetAsync("/dashboard")).FormToken;

        Assert.Equal("/dashboard", (await visitor.LogInAsync(email, GuardedDashboard.Password, "/login", token)).Location);
        Assert.NotEqual(before, visitor.Cookies[Session]);
        visitor.Cookies[Session] = before;
        Assert.StartsWith("/login", (await visitor.GetAsync("/dashboard")).Location, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Wrong_passwords_are_refused_and_the_sixth_try_has_to_wait_even_with_the_right_one()
    {
        var (_, email) = await running.NewMerchantAsync();
        using var visitor = running.NewVisitor();
        for (var i = 0; i < 5; i++)
        {
            var refused = await visitor.LogInAsync(email, "wrong");
            Assert.Equal(401, refused.Status);
            Assert.Contains("Incorrect email or password.", refused.Body, StringComparison.Ordinal);
        }

        var locked = await visitor.LogInAsync(email, GuardedDashboard.Password);

        Assert.Equal(429, locked.Status);
        Assert.Contains("Too many failed attempts. Try again in a minute", locked.Body, StringComparison.Ordinal);
        Assert.DoesNotContain(Session, visitor.Cookies.Keys);
    }

    [Theory]
    [InlineData("/dashboard/webhooks?status=failed", "/dashboard/webhooks?status=failed")]
    [InlineData("https://evil.example/", "/dashboard")]
    [InlineData("//evil.example/", "/dashboard")]
    [InlineData(@"/\evil.example/", "/dashboard")]
    [InlineData("/\t/evil.example/", "/dashboard")]
    [InlineData(@"\\evil.example/", "/dashboard")]
    [InlineData("javascript:alert(1)", "/dashboard")]
    [InlineData("evil.example", "/dashboard")]
    [InlineData("/login?back=/login", "/dashboard")]
    public async Task After_the_log_in_one_stays_on_this_site(string back, string expected)
    {
        var (_, email) = await running.NewMerchantAsync();
        using var visitor = running.NewVisitor();

        var answer = await visitor.LogInAsync(email, GuardedDashboard.Password, "/login?back=" + Uri.EscapeDataString(back));

        Assert.Equal(expected, answer.Location);
    }
}
