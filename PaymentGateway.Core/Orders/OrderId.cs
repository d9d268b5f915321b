using System.Text.Json.Serialization;
using PaymentGateway.Core.Ids;

namespace PaymentGateway.Core.Orders;

[JsonConverter(typeof(PrefixedIdJsonConverter<OrderId>))]
public readonly record struct OrderId(string Value) : IPrefixedId<OrderId>
{
    public static string Prefix => "order_";

    public static OrderId Of(string value) => new(value);

    public static bool TryParse(string? text, out OrderId id)
    {
        id = PrefixedId.ParseOrUnknown<OrderId>(text);
        return true;
    }

    public override string ToString() => Value;
}
