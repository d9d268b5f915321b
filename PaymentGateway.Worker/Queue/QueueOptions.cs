using System.ComponentModel.DataAnnotations;
using PaymentGateway.Core.Persistence;

namespace PaymentGateway.Worker.Queue;

/// <summary>How this worker works jobs off; section <c>Queue</c>.</summary>
internal sealed class QueueOptions
{
    public const string Section = "Queue";

    /// <summary>After draining, a stopping worker gives its jobs back within this time.</summary>
    public static readonly TimeSpan ReleaseTime = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan LeaseMargin = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan ClaimTime = DatabaseRegistration.CommandTimeout + TimeSpan.FromSeconds(2);

    /// <summary>Payment jobs at once in this process.</summary>
    [Range(1, 1000)]
    public int PaymentConcurrency { get; set; } = 128;

    /// <summary>Refund jobs at once in this process.</summary>
    [Range(1, 1000)]
    public int RefundConcurrency { get; set; } = 32;

    /// <summary>Enquiries after a time-out, and reversals, at once in this process.</summary>
    [Range(1, 1000)]
    public int ReversalConcurrency { get; set; } = 8;

    /// <summary>
    /// Deliveries at once in this process; a slow receiver holds one for seconds. One merchant has at most a quarter of them.
    /// </summary>
    [Range(1, 2000)]
    public int WebhookConcurrency { get; set; } = 1024;

    /// <summary>
    /// Jobs that one look at the table may send out; of payments and refunds also how many that wait for their first
    /// run, and how many that wait for a later one, may be in the stream unclaimed.
    /// </summary>
    [Range(1, 5000)]
    public int BatchSize { get; set; } = 200;

    /// <summary>
    /// How long a job belongs to the worker that claimed it; null: 15 s longer than the longest call that a job waits for.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan? Lease { get; set; }

    /// <summary>A notification nobody has claimed by then is sent again.</summary>
    [Range(typeof(TimeSpan), "00:00:00.500", "00:10:00")]
    public TimeSpan RedispatchAfter { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// A notification that has been read is sent again when its job is not claimed by then: the worker that read it has died.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00.500", "00:10:00")]
    public TimeSpan ClaimGrace { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>The longest pause of a consumer that found its stream empty; a new notification wakes it early.</summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "00:00:10")]
    public TimeSpan IdleDelay { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>
    /// How often a worker asks the database whether there is work that no message has told it of: changes, finished jobs and
    /// due times wake it at once.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "00:00:10")]
    public TimeSpan PollInterval { get; set; } = TimeSpan.FromSeconds(2.5);

    /// <summary>The minimum time from one look of a dispatcher to the next: what comes in between is sent together.</summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "00:00:01")]
    public TimeSpan DispatchGap { get; set; } = TimeSpan.FromMilliseconds(10);

    /// <summary>How often the whole queue is looked at for the gauges.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:10:00")]
    public TimeSpan WatchInterval { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a stopping worker waits for the jobs it runs.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:05:00")]
    public TimeSpan DrainTime { get; set; } = TimeSpan.FromSeconds(25);

    /// <summary>A file that is written with every heartbeat, for the health check of a container; null: none.</summary>
    public string? HeartbeatFile { get; set; }

    /// <summary>The longest call that any kind of job waits for; each kind has set its own.</summary>
    public TimeSpan MaxCall { get; private set; }

    public TimeSpan LeaseTime => Lease ?? MaxCall + LeaseMargin;

    /// <summary>
    /// A lease that has this time left, or less, is older than any response to a claim: a worker that does not run the job
    /// does not know of it. Zero when leases are shorter than claims may take.
    /// </summary>
    public TimeSpan UnknownLeaseLeft => LeaseTime > ClaimTime ? LeaseTime - ClaimTime : TimeSpan.Zero;

    /// <summary>The shortest time after which a job is sent out again.</summary>
    public TimeSpan MinResendAfter => ClaimGrace < RedispatchAfter ? ClaimGrace : RedispatchAfter;

    public int MaxWebhooksOfMerchant => Math.Max(1, WebhookConcurrency / 4);

    /// <summary>Jobs of one kind wait for calls that take up to this time.</summary>
    public void AddCall(TimeSpan timeout) => MaxCall = timeout > MaxCall ? timeout : MaxCall;
}
