using PaymentGateway.Api.Idempotency;
using PaymentGateway.Api.Refunds;

namespace PaymentGateway.Api.Payments;

internal static class PaymentEndpoints
{
    public static void MapPayments(this IEndpointRouteBuilder routes)
    {
        var payments = routes.MapGroup("/api/v1/payments").RequireAuthorization().WithTags("Payments");
        payments.MapPost("/", CreatePayment.HandleAsync).IsIdempotent();
        payments.MapGet("/", ListPayments.HandleAsync);
        payments.MapGet("/export", ExportPayments.HandleAsync).DisableRequestTimeout();
        payments.MapGet("/{id}", GetPayment.HandleAsync);
        payments.MapGet("/{id}/timeline", GetTimeline.HandleAsync);
        payments.MapPost("/{id}/capture", CapturePayment.HandleAsync).IsIdempotent();
        payments.MapPost("/{id}/refunds", CreateRefund.HandleAsync).IsIdempotent();
        payments.MapGet("/{id}/refunds", ListRefunds.OfPaymentAsync);
    }
}
