using System.Diagnostics;

namespace PaymentGateway.Bench;

/// <summary>What many requests over so many connections took.</summary>
internal sealed record Latencies(double PerSecond, double P50Ms, double P95Ms, double P99Ms, int Failures)
{
    /// <param name="act">One request; false: it failed. Gets a number that no other has.</param>
    public static async Task<Latencies> MeasureAsync(int connections, TimeSpan duration, Func<int, Task<bool>> act)
    {
        var (next, failures) = (0, 0);
        var started = Stopwatch.GetTimestamp();
        var perConnection = await Task.WhenAll(Enumerable.Range(0, connections).Select(_ => Task.Run(async () =>
        {
            var taken = new List<double>();
            while (Stopwatch.GetElapsedTime(started) < duration)
            {
                var before = Stopwatch.GetTimestamp();
                if (!await act(Interlocked.Increment(ref next)))
                {
                    Interlocked.Increment(ref failures);
                }

                taken.Add(Stopwatch.GetElapsedTime(before).TotalMilliseconds);
            }

            return taken;
        })));
        var elapsed = Stopwatch.GetElapsedTime(started).TotalSeconds;
        var all = perConnection.SelectMany(taken => taken).Order().ToList();
        return new(all.Count / elapsed, all[all.Count / 2], all[(int)(all.Count * 0.95)], all[(int)(all.Count * 0.99)], failures);
    }
}
