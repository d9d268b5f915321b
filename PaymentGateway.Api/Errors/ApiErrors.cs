using System.Text.Json.Nodes;

namespace PaymentGateway.Api.Errors;

/// <summary>Every error this API knows. Codes are a contract: they never change their meaning.</summary>
internal static class ApiErrors
{
    private const string BadRequestCode = "BAD_REQUEST_ERROR";

    public static readonly ApiError InvalidVpa = new(400, "INVALID_VPA", "VPA format invalid") { Field = "vpa" };
    public static readonly ApiError ExpiredCard = new(400, "EXPIRED_CARD", "Card expiry date invalid") { Field = "card" };
    public static readonly ApiError NoWebhookUrl = new(400, BadRequestCode, "No webhook URL is set: save one first");
    public static readonly ApiError NotAuthenticated = new(401, "AUTHENTICATION_ERROR", "Invalid API credentials");
    public static readonly ApiError WrongPassword = new(401, "AUTHENTICATION_ERROR", "Incorrect email or password");
    public static readonly ApiError WrongCurrentPassword =
        BadRequest("Incorrect current password", "current_password");
    public static readonly ApiError Forbidden =
        new(403, "PERMISSION_DENIED", "Not allowed with an API key: log in and use a session token");
    public static readonly ApiError UnknownRoute = new(404, "NOT_FOUND_ERROR", "Unrecognized request URL");
    public static readonly ApiError OrderNotFound = new(404, "NOT_FOUND_ERROR", "Order not found");
    public static readonly ApiError PaymentNotFound = new(404, "NOT_FOUND_ERROR", "Payment not found");
    public static readonly ApiError RefundNotFound = new(404, "NOT_FOUND_ERROR", "Refund not found");
    public static readonly ApiError WebhookNotFound = new(404, "NOT_FOUND_ERROR", "Webhook delivery not found");

    public static readonly ApiError MethodNotAllowed =
        new(405, "METHOD_NOT_ALLOWED", "Method not allowed");

    public static readonly ApiError RequestTimeout =
        new(408, "REQUEST_TIMEOUT", "Request body not received in time");

    public static readonly ApiError OrderAlreadyPaid = new(409, "ORDER_ALREADY_PAID", "Order already paid");

    public static readonly ApiError WebhookPending =
        new(409, "CONFLICT_ERROR", "Webhook delivery already pending");

    public static readonly ApiError PayloadTooLarge = new(413, "PAYLOAD_TOO_LARGE", "Request body exceeds 64 kB");

    public static readonly ApiError UnsupportedMediaType =
        new(415, "UNSUPPORTED_MEDIA_TYPE", "Request body must be application/json in UTF-8");

    public static readonly ApiError UnsupportedEncoding =
        new(415, "UNSUPPORTED_MEDIA_TYPE", "Request body must not be compressed: omit Content-Encoding");

    public static readonly ApiError IdempotencyKeyInvalid =
        new(400, "IDEMPOTENCY_KEY_INVALID", "Idempotency-Key must be a single header of 1 to 255 printable ASCII characters");

    public static readonly ApiError IdempotencyKeyInUse =
        new(409, "IDEMPOTENCY_KEY_IN_USE", "A request with this Idempotency-Key is in progress: retry later")
        {
            RetryAfter = 1,
        };

    public static readonly ApiError IdempotencyResponseUnreadable =
        new(409, "IDEMPOTENCY_RESPONSE_UNREADABLE",
            "Request completed, but its stored response can't be decrypted: read the current state");

    public static readonly ApiError IdempotencyKeyReused =
        new(422, "IDEMPOTENCY_KEY_REUSED", "Idempotency-Key already used for a different request: use a new key");

    public static readonly ApiError TooManyRequests =
        new(429, "RATE_LIMITED", "Too many requests: retry later") { RetryAfter = 1 };

    public static readonly ApiError Unexpected = new(500, "INTERNAL_SERVER_ERROR", "Something went wrong on our side");

    public static readonly ApiError Unavailable =
        new(503, "SERVICE_UNAVAILABLE", "Service temporarily unavailable: retry later") { RetryAfter = 1 };

    public static ApiError BadRequest(string description, string? field = null) =>
        new(400, BadRequestCode, description) { Field = field };

    /// <summary>Of a payment or a refund by card.</summary>
    public static ApiError NotInTens(string currency) =>
        BadRequest($"amount must be a multiple of 10 for cards in {currency}", "amount");

    public static ApiError InvalidCard(string field) => new(400, "INVALID_CARD", "Card validation failed") { Field = field };

    /// <param name="paymentId">The one in progress, which the caller may follow instead; null: it has ended meanwhile.</param>
    public static ApiError PaymentInProgress(string? paymentId) =>
        new(409, "PAYMENT_IN_PROGRESS", "Another payment for this order is in progress")
        {
            Metadata = paymentId is null ? null : new JsonObject { ["payment_id"] = paymentId },
        };

    public static ApiError RefundExceeds(long available) =>
        new(400, BadRequestCode, "Refund amount exceeds the refundable amount")
        {
            Field = "amount",
            Reason = "refund_amount_exceeds_available",
            Metadata = new JsonObject { ["available"] = available },
        };

    public static ApiError LockedOut(TimeSpan wait) =>
        new(429, "RATE_LIMITED", "Too many failed log-ins: try again later") { RetryAfter = (int)Math.Ceiling(wait.TotalSeconds) };

    /// <summary>For what the framework refuses by itself.</summary>
    public static ApiError ForStatus(int status) => status switch
    {
        401 => NotAuthenticated,
        403 => Forbidden,
        404 => UnknownRoute,
        405 => MethodNotAllowed,
        408 => RequestTimeout,
        413 => PayloadTooLarge,
        415 => UnsupportedMediaType,
        429 => TooManyRequests,
        503 or 504 => Unavailable,
        >= 500 => Unexpected,
        _ => BadRequest("Malformed request"),
    };
}
