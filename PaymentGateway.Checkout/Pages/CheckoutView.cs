using System.Text;
using System.Text.Json;
using PaymentGateway.Checkout.Amounts;
using PaymentGateway.Checkout.Look;
using PaymentGateway.Checkout.Orders;
using PaymentGateway.Checkout.Texts;

namespace PaymentGateway.Checkout.Pages;

/// <summary>What the shop asked for in the address of the page.</summary>
internal sealed record PageWishes(
    string? OrderId, bool Embedded, string? Locale, string? Color, string? Mode, string? Method, bool Patient);

/// <summary>Everything the markup shows, decided before it is written.</summary>
internal sealed record CheckoutView
{
    public required PageTexts Texts { get; init; }

    public required Screen Screen { get; init; }

    public required PageWishes Wishes { get; init; }

    public required PublicOrder? Order { get; init; }

    public required string Data { get; init; }

    public required string StyleNonce { get; init; }

    public required bool Sandbox { get; init; }

    public Accent? Accent => Accent.Parse(Wishes.Color);

    public string? Mode => Wishes.Mode is "light" or "dark" ? Wishes.Mode : null;

    public string Amount => Order is null ? "" : AmountText.Of(Order.Amount, Order.Currency, Texts.Language);

    /// <summary>UPI moves rupees only.</summary>
    public bool OffersUpi => Order?.Currency == "INR";

    public bool StartsWithCard => !OffersUpi || Wishes.Method == "card";

    public string Title => Order is null ? Texts[TitleKey]
        : Screen == Screen.Paid ? $"{PaidLabel} · {Order.MerchantName}" : Texts.Format("title", Order.MerchantName);

    /// <summary>What stands over the amount.</summary>
    public string AmountLabel => Screen == Screen.Paid ? PaidLabel : Texts["amount"];

    public string TitleKey => Screen switch
    {
        Screen.Form or Screen.Loading => "loading",
        Screen.Paid => "paid",
        Screen.Unknown => "unknown",
        Screen.Unavailable => "unavailable",
    };

    private string PaidLabel => Texts.Script["paid_label"];

    public string Initial => Order!.MerchantName.EnumerateRunes().FirstOrDefault(Rune.IsLetterOrDigit).ToString();

    /// <summary>This page in another language; the shop's other wishes stay.</summary>
    public static string InLanguage(HttpRequest request, string language) =>
        QueryString.Create(request.Query.Where(pair => pair.Key != "locale")
            .Append(new("locale", language))).ToUriComponent();

    public static string DataFor(PageData data) => JsonSerializer.Serialize(data, PageJson.ForHtml.PageData);
}

internal enum Screen
{
    Form,

    /// <summary>The order is not here yet: a page with nothing to press asks again, with more patience.</summary>
    Loading,
    Paid,
    Unknown,
    Unavailable,
}
