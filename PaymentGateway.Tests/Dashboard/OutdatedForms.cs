using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Playwright;
using PaymentGateway.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace PaymentGateway.Tests.Dashboard;

/// <summary>Forms whose antiforgery token is not accepted any more lead on, and let no other site act.</summary>
[Collection(nameof(GuardedDashboard))]
public sealed class OutdatedForms(GuardedDashboard running, Browsers browsers)
{
    private const string Session = "gateway-session";

    [Fact]
    public async Task A_log_in_in_two_tabs_leads_both_to_the_dashboard()
    {
        var (_, email) = await running.NewMerchantAsync();
        await using var context = await (await browsers.GetAsync()).NewContextAsync();
        var (one, other) = (await OpenAsync(context, "/login"), await OpenAsync(context, "/login"));

        await LogInAsync(one, email);
        await LogInAsync(other, email);

        await Expect(one.GetByTestId("dashboard")).ToBeVisibleAsync();
        await Expect(other.GetByTestId("dashboard")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_log_out_in_one_tab_and_a_log_in_in_both_leads_both_to_the_dashboard()
    {
        var (_, email) = await running.NewMerchantAsync();
        var one = await running.BrowseAsync(email);
        await using var context = one.Context;
        var other = await OpenAsync(context, "/dashboard");
        await Expect(other.GetByTestId("dashboard")).ToBeVisibleAsync();

        await LogOutAsync(one);
        await Expect(other.GetByTestId("login-form")).ToBeVisibleAsync();
        await LogInAsync(one, email);
        await Expect(one.GetByTestId("dashboard")).ToBeVisibleAsync();
        await LogInAsync(other, email);

        await Expect(other.GetByTestId("dashboard")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task After_a_link_of_another_site_to_the_log_in_page_the_log_in_works_in_it_and_in_the_tab_opened_before()
    {
        await using var site = await StartSiteAsync($"<a href='{running.Address}/login'>Dashboard</a>");
        var (_, email) = await running.NewMerchantAsync();
        await using var context = await (await browsers.GetAsync()).NewContextAsync();
        var before = await OpenAsync(context, "/login");
        var linked = await context.NewPageAsync();
        await linked.GotoAsync(site.Urls.First());
        await linked.GetByRole(AriaRole.Link).ClickAsync();
        await Expect(linked.GetByTestId("login-form")).ToBeVisibleAsync();

        await LogInAsync(before, email);
        await Expect(before.GetByTestId("login-notice")).ToHaveTextAsync("This form has expired. Enter your password again.");
        await Expect(before.GetByTestId("email-input")).ToHaveValueAsync(email);
        await LogInAsync(linked, email);

        await Expect(linked.GetByTestId("dashboard")).ToBeVisibleAsync();
        await LogInAsync(before, email);
        await Expect(before.GetByTestId("dashboard")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_log_out_works_in_a_tab_that_was_open_before_another_log_in()
    {
        var (_, email) = await running.NewMerchantAsync();
        var page = await running.BrowseAsync(email);
        await using var context = page.Context;
        await context.ClearCookiesAsync(new() { Name = "gateway-form" }); // as a link of another site replaces it

        await LogOutAsync(page);

        await Expect(page.GetByTestId("login-form")).ToBeVisibleAsync();
        Assert.DoesNotContain(await context.CookiesAsync(), cookie => cookie.Name == Session);
    }

    [Fact]
    public async Task A_form_made_with_other_keys_is_shown_again_with_what_was_typed_and_then_logs_in()
    {
        using var keys = new TestFolder();
        var (_, email) = await running.NewMerchantAsync();
        using var before = running.NewVisitor();
        var token = (await before.GetAsync("/login")).FormToken;
        using var visitor = running.NewVisitor(address: await running.StartAnotherAsync(("KeyRing__Folder", keys.Child("keys"))));
        visitor.Cookies["gateway-form"] = before.Cookies["gateway-form"];

        var again = await visitor.LogInAsync(email, GuardedDashboard.Password, "/login?back=%2Fdashboard%2Fdocs", token);

        Assert.Equal(400, again.Status);
        Assert.Contains("This form has expired. Enter your password again.", again.Body, StringComparison.Ordinal);
        Assert.Contains($"value=\"{email}\"", again.Body, StringComparison.Ordinal);
        Assert.DoesNotContain(GuardedDashboard.Password, again.Body, StringComparison.Ordinal);
        Assert.Equal("/dashboard/docs", (await visitor.LogInAsync(
            email, GuardedDashboard.Password, "/login?back=%2Fdashboard%2Fdocs", again.FormToken)).Location);
    }

    [Fact]
    public async Task An_outdated_log_in_form_leads_a_person_who_is_logged_in_to_where_the_form_would()
    {
        using var visitor = await running.LoggedInAsync();

        var answer = await visitor.LogInAsync("nobody@example.com", "wrong", "/login?back=%2Fdashboard%2Fdocs", "forged");

        Assert.Equal("/dashboard/docs", answer.Location);
        Assert.Equal(200, (await visitor.GetAsync("/dashboard")).Status);
    }

    [Theory]
    [InlineData("Sec-Fetch-Site", "same-origin", true)]
    [InlineData("Sec-Fetch-Site", "same-site", false)]
    [InlineData("Sec-Fetch-Site", "cross-site", false)]
    [InlineData("Sec-Fetch-Site", "none", false)]
    [InlineData("Origin", "ours", true)]
    [InlineData("Origin", "https://evil.example", false)]
    [InlineData("Origin", "null", false)]
    public async Task A_log_out_with_an_outdated_token_counts_only_from_a_page_of_ours(string header, string value, bool counts)
    {
        using var visitor = await running.LoggedInAsync();
        visitor.Headers[header] = value == "ours" ? running.Address : value;

        var answer = await visitor.PostAsync("/logout", (Visitor.Page.TokenField, "forged"));

        Assert.Equal("/login", answer.Location);
        Assert.Equal(counts ? 302 : 200, (await visitor.GetAsync("/dashboard")).Status);
        Assert.Equal(!counts, visitor.Cookies.ContainsKey(Session));
    }

    [Fact]
    public async Task A_log_out_by_another_site_without_the_cookie_does_not_remove_it()
    {
        using var visitor = running.NewVisitor();
        visitor.Headers["Sec-Fetch-Site"] = "cross-site";

        Assert.Empty((await visitor.PostAsync("/logout")).SetCookies);
    }

    private async Task<IPage> OpenAsync(IBrowserContext context, string path)
    {
        var page = await context.NewPageAsync();
        await page.GotoAsync(running.Address + path);
        return page;
    }

    private static async Task LogInAsync(IPage page, string email)
    {
        await page.GetByTestId("email-input").FillAsync(email);
        await page.GetByTestId("password-input").FillAsync(GuardedDashboard.Password);
        await page.GetByTestId("login-button").ClickAsync();
    }

    private static async Task LogOutAsync(IPage page)
    {
        await page.GetByTestId("account-menu").Locator("summary").ClickAsync();
        await page.GetByTestId("logout-button").ClickAsync();
    }

    // By its number: another site than localhost to a browser.
    private static async Task<WebApplication> StartSiteAsync(string html)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        app.Run(http =>
        {
            http.Response.ContentType = "text/html";
            return http.Response.WriteAsync(html);
        });
        await app.StartAsync();
        return app;
    }
}
