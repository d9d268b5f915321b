using Microsoft.AspNetCore.Http;
using PaymentGateway.Api.Payments;
using PaymentGateway.Core.Payments.Methods;
using PaymentGateway.Tests.Support;

namespace PaymentGateway.Tests.Batching;

/// <summary>Creations of payments that are held until they are released together.</summary>
internal static class HeldCreations
{
    public static HeldStep<PaymentCreation, IResult> Of(HostServices api) => new(
        api.Get<CreatePaymentBatch>(),
        new(new CreatePaymentRequest(), new CardMethod("visa", "1111", null), _ => false, _ => "", Key: null));
}
