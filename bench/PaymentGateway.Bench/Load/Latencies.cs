using System.Collections.Concurrent;
using System.Diagnostics;

namespace PaymentGateway.Bench.Load;

/// <summary>What many requests took.</summary>
internal sealed record Latencies(int Count, double Seconds, int Failures, IReadOnlyList<double> SortedMs)
{
    /// <summary>Of those that have not failed.</summary>
    public double PerSecond => (Count - Failures) / Seconds;

    public double P50Ms => PercentileMs(0.5);

    public double P95Ms => PercentileMs(0.95);

    public double P99Ms => PercentileMs(0.99);

    public static Latencies Of(IEnumerable<double> milliseconds, double seconds, int failures = 0)
    {
        List<double> sorted = [.. milliseconds.Order()];
        return new(sorted.Count, seconds, failures, sorted);
    }

    /// <summary>Each connection sends its next request when the one before is answered, until the time is over.</summary>
    /// <param name="send">One request; false: it failed. Gets a number from 0 that no other has.</param>
    public static Task<Latencies> MeasureAsync(int connections, TimeSpan duration, Func<int, Task<bool>> send) =>
        MeasureAsync(connections, int.MaxValue, duration, send);

    /// <summary>The same for so many requests, however long they take.</summary>
    public static Task<Latencies> MeasureAsync(int connections, int requests, Func<int, Task<bool>> send) =>
        MeasureAsync(connections, requests, Timeout.InfiniteTimeSpan, send);

    private static async Task<Latencies> MeasureAsync(
        int connections, int requests, TimeSpan duration, Func<int, Task<bool>> send)
    {
        var (next, failures, taken) = (-1, 0, new ConcurrentBag<double>());
        var started = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, connections).Select(_ => Task.Run(async () =>
        {
            while ((duration == Timeout.InfiniteTimeSpan || Stopwatch.GetElapsedTime(started) < duration)
                && Interlocked.Increment(ref next) is var number && number < requests)
            {
                var before = Stopwatch.GetTimestamp();
                if (!await send(number))
                {
                    Interlocked.Increment(ref failures);
                }

                taken.Add(Stopwatch.GetElapsedTime(before).TotalMilliseconds);
            }
        })));
        return Of(taken, Stopwatch.GetElapsedTime(started).TotalSeconds, failures);
    }

    private double PercentileMs(double fraction) => SortedMs[(int)(SortedMs.Count * fraction)];
}
