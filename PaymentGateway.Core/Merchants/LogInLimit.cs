namespace PaymentGateway.Core.Merchants;

/// <summary>Five wrong passwords lock an account for a minute, each further one for twice as long, up to a quarter of an hour.</summary>
public static class LogInLimit
{
    private const int FreeFailures = 4;
    private const int MostDoublings = 4;
    private static readonly TimeSpan First = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(15);

    public static DateTimeOffset? LockedUntil(int failures, DateTimeOffset now)
    {
        if (failures <= FreeFailures)
        {
            return null;
        }

        var wait = First * Math.Pow(2, Math.Min(failures - FreeFailures - 1, MostDoublings));
        return now + (wait < Longest ? wait : Longest);
    }
}
