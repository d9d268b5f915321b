using System.Diagnostics;
using OpenTelemetry;

namespace PaymentGateway.ServiceDefaults.Redaction;

/// <summary>Spans carry the address and the client's name as they were sent: long numbers go before anything is exported.</summary>
internal sealed class RedactingSpanProcessor : BaseProcessor<Activity>
{
    public override void OnEnd(Activity data)
    {
        data.DisplayName = LongNumbers.Redact(data.DisplayName);
        foreach (var (name, value) in data.TagObjects.ToList())
        {
            if (value is string text && LongNumbers.Redact(text) is var clean && !ReferenceEquals(clean, text))
            {
                data.SetTag(name, clean);
            }
        }

        if (data.StatusDescription is { } description)
        {
            data.SetStatus(data.Status, LongNumbers.Redact(description));
        }
    }
}
