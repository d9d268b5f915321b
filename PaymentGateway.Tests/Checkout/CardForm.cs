using static Microsoft.Playwright.Assertions;

namespace PaymentGateway.Tests.Checkout;

/// <summary>What the form says while a card is typed, and what it lets through.</summary>
[Collection(nameof(RunningCheckout))]
public sealed class CardForm(RunningCheckout running) : IAsyncLifetime
{
    private Shopper _shopper = null!;

    private CheckoutPage Form => _shopper.Checkout;

    public async ValueTask InitializeAsync()
    {
        var merchant = await running.NewMerchantAsync();
        _shopper = await running.OpenPageAsync(await merchant.CreateOrderAsync());
        await Form["method-card"].ClickAsync();
    }

    [Theory]
    [InlineData("", "12 / 39", "123", "Asha", "card-number-input", "Enter your card number.")]
    [InlineData("4242 4242", "12 / 39", "123", "Asha", "card-number-input", "The card number is too short.")]
    [InlineData("4242424242424241", "12 / 39", "123", "Asha", "card-number-input", "Check the card number. A digit is wrong or missing.")]
    [InlineData("0000000000000000", "12 / 39", "123", "Asha", "card-number-input", "Check the card number. A digit is wrong or missing.")]
    [InlineData("4242424242424242", "", "123", "Asha", "expiry-input", "Enter the expiry date on your card, like 08 / 29.")]
    [InlineData("4242424242424242", "13 / 39", "123", "Asha", "expiry-input", "Check the expiry date. The month must be 01 to 12.")]
    [InlineData("4242424242424242", "12 / 24", "123", "Asha", "expiry-input", "This card has expired. Use another card.")]
    [InlineData("4242424242424242", "12 / 99", "123", "Asha", "expiry-input", "Check the expiry year. It is too far in the future.")]
    [InlineData("4242424242424242", "12 / 39", "12", "Asha", "cvv-input", "Enter the 3-digit security code.")]
    [InlineData("378282246310005", "12 / 39", "123", "Asha", "cvv-input", "Enter the 4-digit security code.")]
    [InlineData("4242424242424242", "12 / 39", "123", "  ", "cardholder-name-input", "Enter the name shown on the card.")]
    public async Task Each_mistake_is_explained_beside_its_field_and_nothing_is_sent(
        string number, string expiry, string cvv, string name, string field, string text)
    {
        await Form.FillCardAsync(number, expiry, cvv, name);

        await Form.Pay.ClickAsync();

        await Form.SaysAsync("error-message", text);
        await Expect(Form[field]).ToBeFocusedAsync();
        await Expect(Form[field]).ToHaveAttributeAsync("aria-invalid", "true");
        Assert.Contains((await Form["error-message"].GetAttributeAsync("id"))!,
            await Form[field].GetAttributeAsync("aria-describedby"), StringComparison.Ordinal);
        Assert.DoesNotContain(_shopper.Requests, request => request.Method == "POST");
    }

    [Fact]
    public async Task A_complaint_goes_as_soon_as_the_field_is_right()
    {
        await Form["card-number-input"].FillAsync("4242424242424241");
        await Form["expiry-input"].FocusAsync();
        await Expect(Form["card-number-input"]).ToHaveAttributeAsync("aria-invalid", "true");

        await Form["card-number-input"].FillAsync(CheckoutPage.GoodCard);

        await Expect(Form["card-number-input"]).Not.ToHaveAttributeAsync("aria-invalid", "true");
    }

    [Theory]
    [InlineData("4", "visa", "4")]
    [InlineData("378282246310005", "amex", "3782 822463 10005")]
    [InlineData("9999", "unknown", "9999")]
    public async Task The_first_digits_tell_the_brand_and_the_groups(string number, string brand, string grouped)
    {
        await Form["card-number-input"].PressSequentiallyAsync(number);

        await Expect(Form["card-number-input"]).ToHaveValueAsync(grouped);
        await Expect(_shopper.Page.Locator("#brand")).ToHaveAttributeAsync("href", $"#brand-{brand}");
    }

    [Fact]
    public async Task A_correction_in_the_middle_keeps_the_caret_where_it_is()
    {
        var number = Form["card-number-input"];
        await number.FillAsync("4242424242424242");
        await number.PressAsync("Home");
        for (var step = 0; step < 6; step++)
        {
            await number.PressAsync("ArrowRight");
        }

        await number.PressAsync("Backspace");
        await number.PressSequentiallyAsync("99");

        await Expect(number).ToHaveValueAsync("4242 9924 2424 2424 2");
        Assert.Equal(7, await number.EvaluateAsync<int>("input => input.selectionStart"));
    }

    [Theory]
    [InlineData("0839", "08 / 39")]
    [InlineData("9", "09 / ")]
    public async Task The_expiry_date_may_be_typed_in_any_way(string typed, string shown)
    {
        await Form["expiry-input"].PressSequentiallyAsync(typed);

        await Expect(Form["expiry-input"]).ToHaveValueAsync(shown);
    }

    [Fact]
    public async Task The_expiry_date_may_be_pasted_or_filled_in_by_the_browser()
    {
        await Form["expiry-input"].FillAsync("2039-08");

        await Expect(Form["expiry-input"]).ToHaveValueAsync("08 / 39");
    }

    [Theory]
    [InlineData("", "Enter your UPI ID, like name@bank.")]
    [InlineData("nobank", "Check the UPI ID. It looks like name@bank, without spaces.")]
    [InlineData("a b@ybl", "Check the UPI ID. It looks like name@bank, without spaces.")]
    [InlineData("me@bank.example", "Check the UPI ID. It looks like name@bank, without spaces.")]
    public async Task A_UPI_ID_that_cannot_be_one_is_not_sent(string vpa, string text)
    {
        await Form.PayByUpiAsync(vpa);

        await Form.SaysAsync("error-message", text);
        Assert.DoesNotContain(_shopper.Requests, request => request.Method == "POST");
    }

    [Fact]
    public async Task An_unusual_UPI_ID_is_questioned_but_taken()
    {
        await Form["method-upi"].ClickAsync();
        await Form["vpa-input"].FillAsync("asha@nobodyknowsit");
        await Form["vpa-input"].BlurAsync();
        await Expect(_shopper.Page.Locator("#vpa-error")).ToHaveTextAsync("This UPI ID looks unusual. Check it before you pay.");

        await Form.Pay.ClickAsync();

        await Form.ShowsAsync("success-state");
    }

    [Theory]
    [InlineData("card-number-input", "cc-number", "numeric")]
    [InlineData("expiry-input", "cc-exp", "numeric")]
    [InlineData("cvv-input", "cc-csc", "numeric")]
    [InlineData("cardholder-name-input", "cc-name", null)]
    public async Task Browsers_and_phones_know_what_belongs_where(string field, string autocomplete, string? keyboard)
    {
        await Expect(Form[field]).ToHaveAttributeAsync("autocomplete", autocomplete);
        await Expect(Form[field]).ToHaveAttributeAsync("type", "text");
        Assert.Equal(keyboard, await Form[field].GetAttributeAsync("inputmode"));
        await Expect(Form[field]).ToHaveCSSAsync("font-size", "16px"); // less, and iOS zooms
    }

    public async ValueTask DisposeAsync() => await _shopper.DisposeAsync();
}
