using static Microsoft.Playwright.Assertions;

namespace PaymentGateway.Tests.Checkout;

/// <summary>What a shop may pass by mistake.</summary>
public sealed class SdkOptions(RunningCheckout running) : InAShop(running)
{
    [Theory]
    [InlineData("null", "\"key\" is missing")]
    [InlineData("undefined", "\"key\" is missing")]
    [InlineData("'order_1'", "\"key\" is missing")]
    [InlineData("42", "\"key\" is missing")]
    [InlineData("[]", "\"key\" is missing")]
    [InlineData("{ key: 'key_1', orderId: null }", "\"orderId\" is missing")]
    [InlineData("{ key: 'key_1', orderId: '' }", "\"orderId\" is missing")]
    [InlineData("{ key: 1, orderId: 'order_1' }", "\"key\" must be of type string")]
    [InlineData("{ key: 'key_1', orderId: ['order_1'] }", "\"orderId\" must be of type string")]
    [InlineData("{ key: 'key_1', orderId: 'order_1', onSuccess: 'paid' }", "\"onSuccess\" must be of type function")]
    [InlineData("{ key: 'key_1', orderId: 'order_1', onClose: {} }", "\"onClose\" must be of type function")]
    [InlineData("{ key: 'key_1', orderId: 'order_1', theme: 'dark' }", "\"theme\" must be of type object")]
    [InlineData("{ key: 'key_1', orderId: 'order_1', modal: true }", "\"modal\" must be of type object")]
    [InlineData("{ key: 'key_1', orderId: 'order_1', locale: 5 }", "\"locale\" must be of type string")]
    public async Task A_bad_option_is_named_in_the_error(string options, string error)
    {
        await using var shopper = await Running.NewShopperAsync();
        await shopper.Page.GotoAsync(Page());

        var thrown = await shopper.Page.EvaluateAsync<string>($"(() => {{ try {{ new PaymentGateway({options}) }} catch (e) {{ return String(e) }} }})()");

        Assert.StartsWith($"TypeError: PaymentGateway: {error}", thrown);
    }

    [Theory]
    [InlineData("null")]
    [InlineData("undefined")]
    [InlineData("false")]
    public async Task An_option_that_is_empty_counts_as_not_given(string empty)
    {
        var names = new[] { "prefill", "theme", "modal", "locale", "onSuccess", "onFailure", "onClose" };
        await using var shopper = await Running.NewShopperAsync();
        await shopper.Page.GotoAsync(Page());

        await shopper.Page.EvaluateAsync(
            $"checkout = new PaymentGateway({{ key: '{Merchant.Credentials.Key}', orderId: '{Order}', {string.Join(", ", names.Select(name => $"{name}: {empty}"))} }}).open()");
        await shopper.Checkout.PayByUpiAsync("success@sim");

        await shopper.Checkout.ShowsAsync("success-state");
        await Expect(shopper.Modal).ToHaveCountAsync(0);
        Assert.Empty(shopper.Errors);
    }

    [Fact]
    public async Task The_global_checkout_without_options_names_what_is_missing()
    {
        await using var shopper = await Running.NewShopperAsync();
        await shopper.Page.GotoAsync(Page());

        var thrown = await shopper.Page.EvaluateAsync<string>("(() => { try { checkout.open(null) } catch (e) { return String(e) } })()");

        Assert.StartsWith("TypeError: PaymentGateway: \"key\" is missing", thrown);
    }
}
