namespace PaymentGateway.Bench.Load;

/// <summary>Load until the compiler of the services has nothing left to do, which takes a minute on two busy cores.</summary>
internal static class WarmUp
{
    public static readonly TimeSpan Step = TimeSpan.FromSeconds(5);

    private const double Gain = 1.03;
    private const int StepsWithoutGain = 3;
    private const int MinSteps = 6; // a rate can stand still while much is still to be compiled
    private const int MaxSteps = 15;

    /// <param name="measure">Runs the load of a step and returns its rate. Gets a number that no other step has.</param>
    public static async Task UntilSteadyAsync(Func<int, Task<double>> measure)
    {
        var (best, withoutGain) = (0d, 0);
        for (var step = 0; step < MaxSteps && (step < MinSteps || withoutGain < StepsWithoutGain); step++)
        {
            var rate = await measure(step);
            withoutGain = rate > best * Gain ? 0 : withoutGain + 1;
            best = Math.Max(best, rate);
            await Console.Error.WriteLineAsync(FormattableString.Invariant($"  warm-up, step {step + 1}: {rate:0} per s"));
        }
    }
}
