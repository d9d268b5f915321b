using PaymentGateway.Api.Errors;
using PaymentGateway.Core.Payments;
using PaymentGateway.Core.Payments.Methods;
using PaymentGateway.Core.Sandbox;

namespace PaymentGateway.Api.Payments;

/// <summary>Turns what a shopper typed into a method of payment. Behind it no card number exists any more.</summary>
internal sealed class PaymentMethodReader(SandboxMode mode, TimeProvider clock)
{
    private const int LongestName = 255;

    /// <returns>The method, or what is wrong with it.</returns>
    public (PaymentMethod? Method, ApiError? Error) Read(CreatePaymentRequest request) =>
        PaymentMethodKinds.Parse(request.Method) switch
        {
            PaymentMethodKind.Upi => ReadUpi(request.Vpa),
            PaymentMethodKind.Card => ReadCard(request.Card),
            null => (null, ApiErrors.BadRequest("method must be one of upi, card", "method")),
        };

    /// <summary>What a method cannot take although the order may ask for it.</summary>
    public static ApiError? Refuse(PaymentMethod method, Money amount) => method.Kind switch
    {
        PaymentMethodKind.Upi when amount.Currency != "INR" => ApiErrors.BadRequest("UPI supports INR only", "method"),
        PaymentMethodKind.Card when !CardAmounts.IsAccepted(amount) => ApiErrors.NotInTens(amount.Currency),
        PaymentMethodKind.Upi or PaymentMethodKind.Card => null,
    };

    private (PaymentMethod?, ApiError?) ReadUpi(string? text)
    {
        if (!Vpa.TryParse(text, out var vpa))
        {
            return (null, ApiErrors.InvalidVpa);
        }

        if (!mode.IsSandbox && SimulatedOutcome.IsTestHandle(vpa))
        {
            return (null, ApiErrors.InvalidVpa); // a test address must not look like a payment where money is real
        }

        return (new UpiMethod(vpa, mode.IsSandbox ? SimulatedOutcome.Of(vpa) : null), null);
    }

    private (PaymentMethod?, ApiError?) ReadCard(CardDetails? card)
    {
        if (card is null)
        {
            return (null, ApiErrors.InvalidCard("card"));
        }

        if (!CardNumber.TryParse(card.Number, out var number))
        {
            return (null, ApiErrors.InvalidCard("card.number"));
        }

        if (!CardExpiry.IsUsable(card.ExpiryMonth, card.ExpiryYear, clock.GetUtcNow()))
        {
            return (null, ApiErrors.ExpiredCard);
        }

        if (!number!.Network.AcceptsCvv(card.Cvv))
        {
            return (null, ApiErrors.InvalidCard("card.cvv"));
        }

        return card.HolderName is { Length: > LongestName }
            ? (null, ApiErrors.InvalidCard("card.holder_name"))
            : (new CardMethod(number.Network.Name, number.LastFour, mode.IsSandbox ? SimulatedOutcome.Of(number) : null), null);
    }
}
