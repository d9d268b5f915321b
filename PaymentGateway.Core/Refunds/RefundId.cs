using System.Text.Json.Serialization;
using PaymentGateway.Core.Ids;

namespace PaymentGateway.Core.Refunds;

[JsonConverter(typeof(PrefixedIdJsonConverter<RefundId>))]
public readonly record struct RefundId(string Value) : IPrefixedId<RefundId>
{
    public static string Prefix => "rfnd_";

    public static RefundId Of(string value) => new(value);

    public static bool TryParse(string? text, out RefundId id)
    {
        id = PrefixedId.ParseOrUnknown<RefundId>(text);
        return true;
    }

    public override string ToString() => Value;
}
