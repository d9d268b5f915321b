using System.ComponentModel.DataAnnotations;

namespace PaymentGateway.Api.Limits;

/// <summary>How much this process works on at once; section <c>Concurrency</c>.</summary>
internal sealed class ConcurrencyOptions
{
    public const string Section = "Concurrency";

    /// <summary>Requests worked on at once: about twice the database connections, as half of a request is not the database.</summary>
    [Range(1, 10_000)]
    public int Requests { get; set; } = 80;

    /// <summary>Requests that may wait for their turn.</summary>
    [Range(0, 10_000)]
    public int Queue { get; set; } = 200;

    /// <summary>How long one waits for its turn: longer than equal requests wait for the first of them, which then give theirs up.</summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "00:00:05")]
    public TimeSpan LongestWait { get; set; } = TimeSpan.FromSeconds(2.5);
}
