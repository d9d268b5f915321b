using System.Net.Http.Json;
using System.Text.Json;
using PaymentGateway.Tests.Support;

namespace PaymentGateway.Tests.Checkout;

/// <summary>The gateway's address comes from the script element that loaded the SDK, and from nothing else of the page.</summary>
public sealed class LoadingTheSdk(RunningCheckout running) : InAShop(running)
{
    private const string Third = "https://third.example";
    private const string HowTo = "PaymentGateway: load it with <script src=\"https://<your gateway>/checkout.js\">";

    /// <summary>What a page may hold before a module script of ours.</summary>
    public static TheoryData<string> LookAlikes => [
        $"""<img src="{Third}/img/checkout.png">""",
        $"""<img src="{Third}/checkout.js">""",
        $"""<iframe src="{Third}/checkout.html"></iframe>""",
        $"""<embed src="{Third}/checkout.js">""",
        $"""<audio src="{Third}/checkout.js"></audio>""",
        $"""<img name="currentScript" src="{Third}/checkout.js">""",
        $"""<form name="currentScript"><input name="src" value="{Third}/checkout.js"></form>""",
        $"""<script src="{Third}/checkout.js"></script>""",
        $"""<script async src="{Third}/v1/checkout.js"></script>""",
        $"""<script type="module" src="{Third}/x/checkout.js"></script>""",
        $"""<script type="module" src="{Third}/checkout.min.js"></script>""",
        $"""<script type="module" src="{Third}/app.js?from=/checkout.js"></script>""",
        $"""<script type="module" src="{Third}/app.js#/checkout.js"></script>""",
        $"""<script type="application/json" src="{Third}/checkout.js"></script>""",
    ];

    [Theory]
    [MemberData(nameof(LookAlikes))]
    public async Task An_element_that_looks_alike_is_not_taken_for_the_script(string lookAlike)
    {
        await using var shopper = await NewShopperAsync();

        await GotoAsync(shopper, $"{lookAlike}{Script("type=module")}");

        await AssertOpensAsync(shopper);
    }

    [Theory]
    [InlineData("")]
    [InlineData("async")]
    [InlineData("defer")]
    [InlineData("type=module")]
    [InlineData("type=module async")]
    public async Task Each_way_to_load_the_script_element_opens_the_gateway(string attributes)
    {
        await using var shopper = await NewShopperAsync();

        await GotoAsync(shopper, $"""<script type="module" src="{Third}/other.js"></script>{Script(attributes)}""");

        await AssertOpensAsync(shopper);
    }

    [Fact]
    public async Task A_script_element_made_by_a_script_opens_the_gateway()
    {
        await using var shopper = await NewShopperAsync();

        await GotoAsync(shopper, $$"""
            <script>
              const made = Object.assign(document.createElement("script"), { src: "{{Running.Address}}/checkout.js" });
              Object.assign(made.dataset, { key: "{{Merchant.Credentials.Key}}", orderId: "{{Order}}" });
              document.head.append(made);
              made.remove();
            </script>
            """);

        await AssertOpensAsync(shopper);
    }

    [Theory]
    [InlineData("")]
    [InlineData("type=module")]
    public async Task Each_address_of_the_script_is_known_to_it(string attributes)
    {
        using var http = new HttpClient();
        var pinned = (await http.GetFromJsonAsync<JsonElement>($"{Running.Address}/sdk")).GetProperty("url").GetString()!;
        foreach (var address in new[] { "/checkout.js", "/checkout.js?v=2", "/v1/checkout.js#top", "/sdk/checkout.js", pinned[Running.Address.Length..] })
        {
            await using var shopper = await NewShopperAsync();

            await GotoAsync(shopper, Script(attributes, address));

            await AssertOpensAsync(shopper);
        }
    }

    [Theory]
    [InlineData("""<script src="https://third.example/vendor/checkout.js"></script>""")]
    [InlineData("""<script src="https://third.example/app.bundle.js"></script>""")]
    [InlineData("""<script type="module" src="https://third.example/app.bundle.js"></script>""")]
    [InlineData("""<script type="module">import "GATEWAY/checkout.js"</script>""")]
    [InlineData("""<img src="https://third.example/checkout.js"><script type="module">import "GATEWAY/checkout.js"</script>""")]
    [InlineData("""<script type="module" src="https://third.example/checkout.js"></script><script type="module" src="GATEWAY/checkout.js"></script>""")]
    [InlineData("""<script>INLINE</script>""")]
    [InlineData("""<svg><script href="GATEWAY/checkout.js"></script></svg>""")]
    [InlineData("""<img name="currentScript" src="https://third.example/checkout.js"><script src="GATEWAY/checkout.js"></script>""")]
    public async Task A_script_that_cannot_tell_its_address_says_how_to_load_it(string page)
    {
        await using var shopper = await NewShopperAsync(isThirdOurCopy: true);

        await GotoAsync(shopper, page.Replace("GATEWAY", Running.Address, StringComparison.Ordinal)
            .Replace("INLINE", (await SdkAsync()).Replace("</script", "<\\/script", StringComparison.Ordinal), StringComparison.Ordinal));

        await Eventually.BecomesTrueAsync(() => !shopper.Errors.IsEmpty, "an error");
        Assert.All(shopper.Errors, error => Assert.Contains(HowTo, error, StringComparison.Ordinal));
        Assert.False(await shopper.Page.EvaluateAsync<bool>("'PaymentGateway' in window"));
    }

    [Fact]
    public async Task An_import_alone_is_rejected_with_how_to_load_it()
    {
        await using var shopper = await NewShopperAsync();
        await GotoAsync(shopper, "");

        var error = await shopper.Page.EvaluateAsync<string>($"import('{Running.Address}/checkout.js').then(() => 'loaded', String)");

        Assert.Equal($"Error: {HowTo}", error);
    }

    [Fact]
    public async Task A_forged_success_of_a_look_alike_is_not_heard()
    {
        await using var shopper = await NewShopperAsync();
        await shopper.Context.RouteAsync($"{Third}/checkout?**", route => route.FulfillAsync(new()
        {
            ContentType = "text/html",
            Body = "<script>parent.postMessage({ type: 'payment_success', channel: new URLSearchParams(location.search).get('channel'), data: { paymentId: 'pay_1' } }, '*')</script>",
        }));
        await GotoAsync(shopper, $"""<img src="{Third}/img/checkout.png">{Script("type=module")}""");

        await shopper.Page.EvaluateAsync(
            $"checkout.open({{ key: '{Merchant.Credentials.Key}', orderId: '{Order}', onSuccess: () => console.log('Payment forged') }})");

        await shopper.Checkout.ShowsAsync("upi-form");
        Assert.Empty(shopper.Callbacks());
        Assert.DoesNotContain(shopper.Requests, request => request.Url.StartsWith($"{Third}/checkout?", StringComparison.Ordinal));
    }

    /// <param name="isThirdOurCopy">Whether the third party serves a copy of the SDK, or a script of its own.</param>
    private async Task<Shopper> NewShopperAsync(bool isThirdOurCopy = false)
    {
        var shopper = await Running.NewShopperAsync();
        var copy = isThirdOurCopy ? await SdkAsync() : "window.third = true";
        await shopper.Context.RouteAsync($"{Third}/**", route => route.FulfillAsync(new()
        {
            ContentType = route.Request.ResourceType == "script" ? "text/javascript" : "text/html",
            Headers = new Dictionary<string, string> { ["Access-Control-Allow-Origin"] = "*" },
            Body = copy,
        }));
        return shopper;
    }

    private async Task<string> SdkAsync()
    {
        using var http = new HttpClient();
        return await http.GetStringAsync(new Uri($"{Running.Address}/checkout.js"));
    }

    private string Script(string attributes, string address = "/checkout.js") =>
        $"""<script {attributes} src="{Running.Address}{address}" data-key="{Merchant.Credentials.Key}" data-order-id="{Order}"></script>""";

    private async Task GotoAsync(Shopper shopper, string page) =>
        await shopper.Page.GotoAsync(Shop.Add($"<!doctype html><title>Shop</title><body>{page}"));

    private async Task AssertOpensAsync(Shopper shopper)
    {
        Assert.True(await shopper.Page.BecomesTrueAsync("window.PaymentGateway", TimeSpan.FromSeconds(30)));
        await shopper.Page.EvaluateAsync("checkout.open()");
        Assert.StartsWith(
            $"{Running.Address}/checkout?order_id={Order}", await shopper.Page.GetByTestId("payment-iframe").GetAttributeAsync("src"));
        Assert.Empty(shopper.Errors);
    }
}
