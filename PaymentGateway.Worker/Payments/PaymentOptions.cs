using System.ComponentModel.DataAnnotations;

namespace PaymentGateway.Worker.Payments;

/// <summary>How long banks may take; section <c>Payments</c>.</summary>
internal sealed class PaymentOptions
{
    public const string Section = "Payments";

    /// <summary>
    /// A payment that the bank has not decided fails this long after a worker first claimed it. In test mode
    /// <c>TEST_DECISION_TIMEOUT</c> says another time.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:10", "1.00:00:00")]
    public TimeSpan DecisionTimeout { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>For how long after the time-out the bank is asked whether it has approved after all.</summary>
    [Range(typeof(TimeSpan), "01:00:00", "30.00:00:00")]
    public TimeSpan EnquiryPeriod { get; set; } = TimeSpan.FromHours(72);
}
