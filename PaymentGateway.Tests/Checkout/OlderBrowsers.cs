using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace PaymentGateway.Tests.Checkout;

/// <summary>Browsers from Safari 15.4, Chrome 98 and Firefox 98 on: what they lack is taken away before the SDK loads.</summary>
public sealed class OlderBrowsers(RunningCheckout running) : InAShop(running)
{
    private const string WithoutSheets =
        "delete Document.prototype.adoptedStyleSheets; window.CSSStyleSheet = class { constructor() { throw new TypeError('Illegal constructor') } }";

    private const string FrozenSheets =
        """
        const sheets = Object.getOwnPropertyDescriptor(Document.prototype, "adoptedStyleSheets");
        Object.defineProperty(Document.prototype, "adoptedStyleSheets", {
          get() { return Object.freeze([...sheets.get.call(this)]) }, set(value) { sheets.set.call(this, value) } });
        """;

    public static TheoryData<string> Lacks => [WithoutSheets, FrozenSheets];

    [Theory]
    [MemberData(nameof(Lacks))]
    public async Task The_modal_is_styled_without_adopted_style_sheets_and_its_styles_go_with_it(string lack)
    {
        await using var shopper = await Running.NewShopperAsync();
        await shopper.Page.AddInitScriptAsync(lack);
        await shopper.OpenModalAsync(Page());
        Assert.Equal("440px hidden", await StylesAsync(shopper));

        await shopper.CloseButton.ClickAsync();

        await Expect(shopper.Modal).ToHaveCountAsync(0);
        Assert.Equal("visible 0", await shopper.Page.EvaluateAsync<string>(
            "`${getComputedStyle(document.documentElement).overflow} ${document.querySelectorAll('style').length}`"));
        Assert.Empty(shopper.Errors);
    }

    [Fact]
    public async Task A_nonce_of_the_shops_policy_is_passed_on_to_the_styles()
    {
        await using var shopper = await OpenUnderPolicyAsync("style-src 'nonce-abc'");

        Assert.Equal("440px hidden", await StylesAsync(shopper));
        Assert.Empty(shopper.Violations);
    }

    [Fact]
    public async Task A_payment_is_made_where_the_shops_policy_refuses_the_styles()
    {
        await using var shopper = await OpenUnderPolicyAsync("style-src 'none'");

        await shopper.Checkout.PayByUpiAsync("success@sim");

        await shopper.Checkout.ShowsAsync("success-state");
        await Expect(shopper.Modal).ToHaveCountAsync(0);
    }

    [Theory]
    [InlineData("", ColorScheme.Light)]
    [InlineData("", ColorScheme.Dark)]
    [InlineData("&mode=light", ColorScheme.Dark)]
    [InlineData("&mode=dark", ColorScheme.Light)]
    [InlineData("&color=%23f5c518", ColorScheme.Dark)]
    public async Task Each_colour_of_the_page_has_a_fallback(string query, ColorScheme scheme)
    {
        var address = $"{Running.Address}/checkout?order_id={Order}{query}";
        var today = await ColoursAsync(address, scheme, isOld: false);

        var old = await ColoursAsync(address, scheme, isOld: true);

        Assert.True(today.Length > 10);
        Assert.DoesNotContain(old, colour => colour.EndsWith("none", StringComparison.Ordinal));
        // But for the tint, which needs color-mix.
        Assert.Equal(today.Where(IsNoTint), old.Where(IsNoTint));
    }

    [Theory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task Each_colour_of_the_demo_has_a_fallback(ColorScheme scheme) => Assert.Equal(
        await ColoursAsync($"{Running.Address}/demo", scheme, isOld: false),
        await ColoursAsync($"{Running.Address}/demo", scheme, isOld: true));

    [Fact]
    public async Task The_styles_of_the_modal_are_spelled_out_and_follow_the_colour_scheme()
    {
        await using var shopper = await OpenAsync("theme: { mode: 'dark' },");
        var rules = await shopper.Page.EvaluateAsync<string>(
            "[...document.adoptedStyleSheets[0].cssRules].map(rule => rule.cssText).join('\\n')");

        Assert.DoesNotMatch("&|light-dark|color-mix|:has|@layer|@container", rules);
        Assert.Equal("rgb(18, 18, 18)", await shopper.CloseButton.EvaluateAsync<string>("button => getComputedStyle(button).backgroundColor"));
    }

    private static bool IsNoTint(string colour) => !colour.StartsWith("--tinted", StringComparison.Ordinal);

    private static Task<string> StylesAsync(Shopper shopper) => shopper.Page.EvaluateAsync<string>(
        "`${getComputedStyle(document.querySelector('.modal-content')).width} ${getComputedStyle(document.documentElement).overflow}`");

    private async Task<Shopper> OpenUnderPolicyAsync(string styles)
    {
        var shopper = await Running.NewShopperAsync();
        await shopper.Page.AddInitScriptAsync(WithoutSheets);
        await shopper.Page.GotoAsync(Shop.Add(
            $"""
            <!doctype html><title>Shop</title>
            <script nonce="abc" src="{Running.Address}/checkout.js" data-key="{Merchant.Credentials.Key}" data-order-id="{Order}"></script>
            """,
            $"default-src 'none'; script-src 'nonce-abc'; frame-src {Running.Address}; {styles}"));
        await shopper.Page.EvaluateAsync("checkout.open()");
        await shopper.IsReadyAsync();
        return shopper;
    }

    /// <summary>What each custom property of the page is as a colour; "none" where the browser cannot tell.</summary>
    private async Task<string[]> ColoursAsync(string address, ColorScheme scheme, bool isOld)
    {
        await using var shopper = await Running.NewShopperAsync(Screen.Desktop with { Scheme = scheme });
        if (isOld)
        {
            await shopper.Page.RouteAsync(url => url.EndsWith(".css", StringComparison.Ordinal) || url == address, async route =>
            {
                var answer = await route.FetchAsync();
                var text = (await answer.TextAsync()).Replace("light-dark(", "unknown-1(", StringComparison.Ordinal)
                    .Replace("color-mix(", "unknown-2(", StringComparison.Ordinal);
                await route.FulfillAsync(new() { Response = answer, Body = text });
            });
        }

        await shopper.Page.GotoAsync(address);
        return await shopper.Page.EvaluateAsync<string[]>(
            """
            () => {
              const names = [...document.styleSheets].flatMap(sheet => [...sheet.cssRules])
                .filter(rule => rule.selectorText === ":root").flatMap(rule => [...rule.style])
                .filter(name => name.startsWith("--") && !["--gap", "--light", "--dark"].includes(name));
              const probe = document.body.appendChild(document.createElement("i"));
              return [...new Set(names)].map(name => {
                probe.style.color = "rgb(1, 2, 3)";
                const parent = getComputedStyle(probe).color;
                const child = probe.appendChild(document.createElement("i"));
                child.style.color = `var(${name})`;
                const colour = getComputedStyle(child).color;
                return `${name}: ${colour === parent ? "none" : colour}`;
              });
            }
            """);
    }
}
