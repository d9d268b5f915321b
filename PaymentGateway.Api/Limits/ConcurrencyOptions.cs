using System.ComponentModel.DataAnnotations;

namespace PaymentGateway.Api.Limits;

/// <summary>How much this process works on at once; section <c>Concurrency</c>.</summary>
internal sealed class ConcurrencyOptions
{
    public const string Section = "Concurrency";

    /// <summary>Merchants' requests worked on at once: about twice the database connections, as half of a request is not the database.</summary>
    [Range(1, 10_000)]
    public int Requests { get; set; } = 80;

    /// <summary>Merchants' requests that may wait for a slot: a burst of some hundreds is served within the wait.</summary>
    [Range(0, 10_000)]
    public int Queue { get; set; } = 400;

    /// <summary>Requests to routes without credentials worked on at once: fewer than database connections, so that some are left.</summary>
    [Range(1, 10_000)]
    public int PublicRequests { get; set; } = 30;

    /// <summary>Requests to routes without credentials that may wait for a slot.</summary>
    [Range(0, 10_000)]
    public int PublicQueue { get; set; } = 100;

    /// <summary>How long one waits for a slot.</summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "00:00:05")]
    public TimeSpan LongestWait { get; set; } = TimeSpan.FromSeconds(2.5);

    /// <summary>How long a whole body may take to arrive.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:00:05")]
    public TimeSpan BodyTimeout { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>Bodies on their way at once, each in up to 128 kB of memory. One that came with its headers is not counted.</summary>
    [Range(1, 100_000)]
    public int Uploads { get; set; } = 600;

    /// <summary>Those of one address.</summary>
    [Range(1, 100_000)]
    public int UploadsPerAddress { get; set; } = 200;
}
