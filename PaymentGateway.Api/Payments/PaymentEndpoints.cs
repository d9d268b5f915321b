using PaymentGateway.Api.Errors;
using PaymentGateway.Api.Idempotency;
using PaymentGateway.Api.Lists;
using PaymentGateway.Api.OpenApi;
using PaymentGateway.Api.Refunds;

namespace PaymentGateway.Api.Payments;

internal static class PaymentEndpoints
{
    public static void MapPayments(this IEndpointRouteBuilder routes)
    {
        var payments = routes.MapGroup("/api/v1/payments").RequireAuthorization().WithTags("Payments");
        payments.MapPost("/", CreatePayment.HandleAsync).IsIdempotent()
            .Describe("createPayment", "Pay an order",
                "The response is immediate, with status `pending`. The worker settles the payment, and a webhook reports "
                + "the result.")
            .Creates<PaymentResponse>().Refuses(PaymentStarter.Refusals);
        payments.MapGet("/", ListPayments.HandleAsync)
            .Describe("listPayments", "List payments").Answers<PageOf<PaymentResponse>>();
        payments.MapGet("/export", ExportPayments.HandleAsync)
            .Describe("exportPayments", "Export payments",
                "Returns all payments of the list, one JSON object per line, with the receipt of each order.")
            .Streams<ExportedPaymentResponse>("application/x-ndjson").Refuses(ExportPayments.TooManyMatches)
            .DisableRequestTimeout();
        payments.MapGet("/{id}", GetPayment.HandleAsync)
            .Describe("getPayment", "Get a payment").Answers<PaymentResponse>().Refuses(ApiErrors.PaymentNotFound);
        payments.MapGet("/{id}/timeline", GetTimeline.HandleAsync)
            .Describe("getTimeline", "Get a payment's timeline")
            .Answers<TimelineResponse>().Refuses(ApiErrors.PaymentNotFound);
        payments.MapPost("/{id}/capture", CapturePayment.HandleAsync).IsIdempotent()
            .Describe("capturePayment", "Capture a payment", "Captures the full amount, once.")
            .Answers<PaymentResponse>().Refuses(ApiErrors.PaymentNotFound, CapturePayment.NotSuccessful, CapturePayment.CapturedAlready);
        payments.MapPost("/{id}/refunds", CreateRefund.HandleAsync).IsIdempotent()
            .Describe("createRefund", "Refund a payment",
                "Full or partial refund of a successful payment, captured or not.")
            .Creates<RefundResponse>().Refuses(
                ApiErrors.PaymentNotFound, CreateRefund.NotSuccessful, ApiErrors.RefundExceeds(500),
                ApiErrors.NotInTens("KWD"));
        payments.MapGet("/{id}/refunds", ListRefunds.OfPaymentAsync)
            .Describe("listRefundsOfPayment", "List a payment's refunds")
            .Answers<PageOf<RefundResponse>>().Refuses(ApiErrors.PaymentNotFound);
    }
}
