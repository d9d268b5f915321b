using System.Text.Json.Serialization;
using PaymentGateway.Core.Ids;

namespace PaymentGateway.Core.Payments;

[JsonConverter(typeof(PrefixedIdJsonConverter<PaymentId>))]
public readonly record struct PaymentId(string Value) : IPrefixedId<PaymentId>
{
    public static string Prefix => "pay_";

    public static PaymentId Of(string value) => new(value);

    public static bool TryParse(string? text, out PaymentId id)
    {
        id = PrefixedId.ParseOrUnknown<PaymentId>(text);
        return true;
    }

    public override string ToString() => Value;
}
