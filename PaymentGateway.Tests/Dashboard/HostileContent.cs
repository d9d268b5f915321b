using System.Collections.Concurrent;
using Microsoft.AspNetCore.Http;
using PaymentGateway.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace PaymentGateway.Tests.Dashboard;

/// <summary>What others write stands on our pages as text, and what is secret does not stand there at all.</summary>
[Collection(nameof(GuardedDashboard))]
public sealed class HostileContent(GuardedDashboard running)
{
    private const string Script = "<script>window.hacked = 1</script><img src=x onerror='window.hacked = 1'>";

    [Fact]
    public async Task An_answer_and_a_reason_with_scripts_in_them_are_shown_as_text()
    {
        await using var receiver = await Receiver.StartAsync((http, _) =>
        {
            http.Response.ContentType = "text/html";
            return http.Response.WriteAsync(Script);
        });
        var (merchant, email) = await running.NewMerchantAsync(receiver.Url);
        var payment = await merchant.PaidAsync();
        (await merchant.PostAsync($"/api/v1/payments/{payment}/refunds", new { amount = 100, reason = Script })).Expect(201);
        var delivery = (await Eventually.GetAsync(() => merchant.GetAsync("/api/v1/webhooks?status=success"),
            page => page.Number("total") > 0, "something is delivered")).Json.GetProperty("data")[0].GetProperty("id").GetString();
        var page = await running.BrowseAsync(email);
        await using var context = page.Context;

        await page.GotoAsync($"{running.Address}/dashboard/webhooks/{delivery}");
        await Expect(page.GetByTestId("attempt-response").First).ToHaveTextAsync(Script);
        await page.GotoAsync($"{running.Address}/dashboard/transactions/{payment}");
        await Expect(page.GetByText(Script).First).ToBeVisibleAsync();

        Assert.False(await page.EvaluateAsync<bool>("'hacked' in window"));
    }

    [Fact]
    public async Task A_script_that_got_into_a_page_would_not_run()
    {
        var (_, email) = await running.NewMerchantAsync();
        var page = await running.BrowseAsync(email);
        await using var context = page.Context;

        var blocked = await page.EvaluateAsync<string[]>(
            """
            async script => {
              const blocked = [];
              addEventListener("securitypolicyviolation", e => blocked.push(e.effectiveDirective));
              document.body.insertAdjacentHTML("beforeend", script);
              const element = document.createElement("script");
              element.textContent = "window.hacked = 1";
              document.body.append(element);
              const other = document.createElement("script");
              other.src = "/dashboard.js";
              document.body.append(other);
              await new Promise(resolve => { other.onerror = resolve; other.onload = resolve; });
              await new Promise(requestAnimationFrame);
              return blocked;
            }
            """, Script);

        Assert.Contains("script-src-elem", blocked);
        Assert.Contains("script-src-attr", blocked);
        Assert.True(blocked.Count(directive => directive == "script-src-elem") >= 2, string.Join(' ', blocked));
        Assert.False(await page.EvaluateAsync<bool>("'hacked' in window"));
    }

    [Fact]
    public async Task Nothing_secret_reaches_the_browser()
    {
        var (merchant, email) = await running.NewMerchantAsync();
        var payment = await merchant.PaidAsync();
        var page = await running.BrowseAsync(email);
        await using var context = page.Context;
        var seen = new ConcurrentQueue<string>();
        page.WebSocket += (_, socket) => socket.FrameReceived += (_, frame) =>
            seen.Enqueue(frame.Text ?? System.Text.Encoding.Latin1.GetString(frame.Binary!));

        foreach (var path in new[] { "", "/transactions", $"/transactions/{payment}", "/webhooks", "/docs" })
        {
            await page.GotoAsync($"{running.Address}/dashboard{path}");
            await Expect(page.Locator("html")).ToHaveAttributeAsync("data-interactive", "true");
            await Expect(page.Locator("h1").First).ToBeVisibleAsync();
            await Expect(page.Locator("#main .bone")).ToHaveCountAsync(0);
            seen.Enqueue(await page.ContentAsync());
        }

        seen.Enqueue(await page.EvaluateAsync<string>("JSON.stringify([{...localStorage}, {...sessionStorage}, document.cookie])"));
        var cookies = await page.Context.CookiesAsync();
        foreach (var cookie in cookies)
        {
            seen.Enqueue(cookie.Value);
        }

        var everything = string.Join('\n', seen);
        Assert.Contains(merchant.Credentials.Key, everything, StringComparison.Ordinal); // we have looked in the right place
        Assert.DoesNotContain(merchant.Credentials.Secret, everything, StringComparison.Ordinal);
        Assert.DoesNotContain(TestMerchant.WebhookSecret, everything, StringComparison.Ordinal);
        Assert.DoesNotMatch(@"eyJ[A-Za-z0-9_-]{10,}\.", everything); // a token of the gateway's
        Assert.Equal("[{},{}", (await page.EvaluateAsync<string>("JSON.stringify([{...localStorage}, {...sessionStorage}])"))[..6]);
        Assert.All(cookies.Where(cookie => cookie.Name.StartsWith("gateway-", StringComparison.Ordinal)), cookie => Assert.True(cookie.HttpOnly));
    }
}
