using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using PaymentGateway.Api.Errors;
using PaymentGateway.Api.Idempotency;
using PaymentGateway.Api.Json;
using PaymentGateway.Api.Merchants;
using PaymentGateway.Core.Orders;
using PaymentGateway.Core.Payments;
using PaymentGateway.Core.Persistence;

namespace PaymentGateway.Api.Orders;

/// <summary>An amount to collect.</summary>
public sealed record CreateOrderRequest
{
    /// <summary>In minor units: 50000 is ₹500.00.</summary>
    /// <example>50000</example>
    [Required(ErrorMessage = "amount is required")]
    [Range(Money.Least, Money.Most, ErrorMessage = "amount must be at least 100 and at most 99999999999")]
    public long? Amount { get; init; }

    /// <summary>ISO 4217; INR when absent.</summary>
    /// <example>INR</example>
    public string? Currency { get; init; }

    /// <summary>Your reference for the order.</summary>
    /// <example>order_001</example>
    [MaxLength(255, ErrorMessage = "receipt must be at most 255 characters")]
    public string? Receipt { get; init; }

    /// <summary>Your own data, stored as sent: an object of at most 15 members and 4 kB.</summary>
    public JsonElement Notes { get; init; }
}

internal static class CreateOrder
{
    private const string DefaultCurrency = "INR";
    private const int MostNotes = 15;
    private const int MostNotesBytes = 4096;

    public static async Task<IResult> HandleAsync(
        CreateOrderRequest request, CurrentMerchant merchant, GatewayDb db, SaveOnce once, TimeProvider clock, CancellationToken cancel)
    {
        var currency = request.Currency ?? DefaultCurrency;
        if (!Currencies.IsKnown(currency))
        {
            return ApiErrors.BadRequest("currency must be an ISO 4217 code", "currency");
        }

        if (FindFault(request.Notes) is { } fault)
        {
            return ApiErrors.BadRequest(fault, "notes");
        }

        var notes = request.Notes.ValueKind == JsonValueKind.Object ? request.Notes.GetRawText() : null;
        var order = Order.Create(
            merchant.Id, new Money(request.Amount!.Value, currency), request.Receipt, notes, clock.GetUtcNow());
        db.Orders.Add(order);
        return await once.SaveAsync(StatusCodes.Status201Created, OrderResponse.From(order), ApiJson.Default.OrderResponse,
            isSaved: () => db.Orders.AnyAsync(o => o.Id == order.Id, cancel), cancel);
    }

    private static string? FindFault(JsonElement notes) => notes switch
    {
        { ValueKind: JsonValueKind.Undefined or JsonValueKind.Null } => null,
        { ValueKind: not JsonValueKind.Object } => "notes must be an object",
        _ when notes.GetPropertyCount() > MostNotes => $"notes must have at most {MostNotes} members",
        _ when System.Text.Encoding.UTF8.GetByteCount(notes.GetRawText()) > MostNotesBytes => "notes must be at most 4 kB",
        _ => null,
    };
}
