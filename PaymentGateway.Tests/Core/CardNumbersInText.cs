using System.Text.Json;
using CsCheck;
using PaymentGateway.Api.Requests;
using PaymentGateway.Core.Payments.Methods;

namespace PaymentGateway.Tests.Core;

/// <summary>A text is refused when the whole of it is a card number, and never for digits inside of it.</summary>
public sealed class CardNumbersInText
{
    public static readonly TheoryData<string> Cards =
    [
        "4242424242424242", "4111111111111111", "4222222222222", "5555555555554444", "2223003122003222", "378282246310005", "341111111111111",
        "6527658900001005", "6011111111111117", "36227206271667", "3566002020360505", "4242 4242 4242 4242", "3782-822463-10005", " 5555555555554444 ",
    ];

    private static readonly Gen<string> SixteenDigits = Gen.Char['0', '9'].Array[16].Select(digits => new string(digits));

    private static readonly Gen<string> LongerText = Gen.Select(
        SixteenDigits, OneOf("t", "INV-", "order ", "179579242023.", "#", "a4", "é"), OneOf("", "x", ".8203", "/2", " (paid)"),
        (digits, before, after) => before + digits + after);

    [Fact]
    public void Sixteen_digits_inside_of_a_longer_text_are_never_refused() => LongerText.Sample(
        text => !StrayCardNumber.Is(text) && JsonText.FindFault(BodyWith(text)) is null, iter: 10_000);

    [Fact]
    public void Control_of_sixteen_digits_alone_some_are_refused()
    {
        var refused = 0;
        SixteenDigits.Sample(digits => _ = StrayCardNumber.Is(digits) ? Interlocked.Increment(ref refused) : 0, iter: 10_000);

        TestContext.Current.TestOutputHelper?.WriteLine($"{refused} of 10,000");
        Assert.InRange(refused, 100, 500);
    }

    [Theory]
    [MemberData(nameof(Cards))]
    public void A_card_number_of_any_network_is_refused_in_every_place_but_the_card(string card)
    {
        var places = new (string Json, string Field)[]
        {
            ($$$"""{"receipt":"{{{card}}}"}""", "receipt"), ($$$"""{"notes":{"a":[{"b":"{{{card}}}"}]}}""", "notes.a.b"), ($$$"""{"reason":"{{{card}}}"}""", "reason"),
            ($$$"""{"notes":{"{{{card}}}":1}}""", "notes"), ($$$"""{"{{{card}}}":1}""", "body"), ($$$"""{"vpa":"{{{card}}}"}""", "vpa"),
        };

        Assert.All(places, place => Assert.Equal(place.Field, JsonText.FindFault(JsonElement.Parse(place.Json))?.Field));
        Assert.Null(JsonText.FindFault(JsonElement.Parse($$$"""{"card":{"number":"{{{card}}}"}}""")));
    }

    private static Gen<string> OneOf(params string[] texts) => Gen.Int[0, texts.Length - 1].Select(which => texts[which]);

    private static JsonElement BodyWith(string text) => JsonSerializer.SerializeToElement(new Dictionary<string, object>
    {
        ["receipt"] = text,
        ["notes"] = new Dictionary<string, object> { [text] = new[] { new { deep = text } } },
        ["reason"] = text,
    });
}
