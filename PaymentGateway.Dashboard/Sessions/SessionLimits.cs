using System.ComponentModel.DataAnnotations;

namespace PaymentGateway.Dashboard.Sessions;

/// <summary>How long a log-in lasts. The gateway has the same two limits for itself and ends what goes beyond.</summary>
internal sealed class SessionLimits
{
    public const string Section = "Sessions";

    /// <summary>Without a key pressed, a click or a page asked for. An open page alone does not count.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "12:00:00")]
    public TimeSpan LongestIdle { get; set; } = TimeSpan.FromMinutes(30);

    /// <summary>However busy.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "12:00:00")]
    public TimeSpan LongestLife { get; set; } = TimeSpan.FromHours(12);

    /// <summary>A token that ends within this is refreshed before it is used.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:15:00")]
    public TimeSpan RefreshBefore { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How exactly idleness is measured: every minute, for half an hour.</summary>
    public TimeSpan UseResolution => LongestIdle / 30;
}
