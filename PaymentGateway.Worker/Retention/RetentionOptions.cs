using System.ComponentModel.DataAnnotations;

namespace PaymentGateway.Worker.Retention;

/// <summary>How long what is over and done with is kept; section <c>Retention</c>. Orders, payments and refunds stay.</summary>
internal sealed class RetentionOptions
{
    public const string Section = "Retention";

    /// <summary>
    /// Bodies of events, deliveries, and every attempt with its response; nothing that is still pending. Type, subject and
    /// time of an event of a payment or refund stay.
    /// </summary>
    [Range(typeof(TimeSpan), "1.00:00:00", "3650.00:00:00")]
    public TimeSpan Events { get; set; } = TimeSpan.FromDays(30);

    /// <summary>Sessions, from their end on.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "3650.00:00:00")]
    public TimeSpan Sessions { get; set; } = TimeSpan.FromDays(30);

    /// <summary>The simulated bank's memory of what it has answered, as soon as the answer has arrived.</summary>
    [Range(typeof(TimeSpan), "1.00:00:00", "3650.00:00:00")]
    public TimeSpan BankAnswers { get; set; } = TimeSpan.FromDays(30);

    /// <summary>Rows that one statement removes.</summary>
    [Range(1, 10_000)]
    public int BatchSize { get; set; } = 1000;

    /// <summary>The pause when there is nothing left to remove.</summary>
    [Range(typeof(TimeSpan), "00:00:00.050", "1.00:00:00")]
    public TimeSpan Period { get; set; } = TimeSpan.FromMinutes(1);
}
