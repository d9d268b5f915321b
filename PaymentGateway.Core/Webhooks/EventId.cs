using System.Text.Json.Serialization;
using PaymentGateway.Core.Ids;

namespace PaymentGateway.Core.Webhooks;

[JsonConverter(typeof(PrefixedIdJsonConverter<EventId>))]
public readonly record struct EventId(string Value) : IPrefixedId<EventId>
{
    public static string Prefix => "evt_";

    public static EventId Of(string value) => new(value);

    public static bool TryParse(string? text, out EventId id)
    {
        id = PrefixedId.ParseOrUnknown<EventId>(text);
        return true;
    }

    public override string ToString() => Value;
}
