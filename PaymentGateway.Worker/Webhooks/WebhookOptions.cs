using System.ComponentModel.DataAnnotations;

namespace PaymentGateway.Worker.Webhooks;

/// <summary>How webhooks are sent; section <c>Webhooks</c>.</summary>
internal sealed class WebhookOptions
{
    public const string Section = "Webhooks";

    /// <summary>One attempt, from connecting to the last byte of the answer that is read.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:00:30")]
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Resolving the name and connecting.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:00:30")]
    public TimeSpan ConnectTimeout { get; set; } = TimeSpan.FromSeconds(3);

    /// <summary>
    /// Networks, as in <c>10.1.0.0/16</c>, that webhooks may go to although they are not public. A sandbox allows loopback
    /// and private networks when nothing is said. Outside of one nothing is allowed then, and loopback never.
    /// </summary>
    public string[]? AllowedPrivateNetworks { get; set; }
}
