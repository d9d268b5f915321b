namespace PaymentGateway.Api.Lists;

/// <summary>From one time, up to another that is not in it.</summary>
internal sealed record Period(DateTimeOffset From, DateTimeOffset To)
{
    /// <summary>No row is older or younger.</summary>
    private static readonly Period Always =
        new(DateTimeOffset.UnixEpoch, new DateTimeOffset(9999, 1, 1, 0, 0, 0, TimeSpan.Zero));

    /// <param name="from">Null: whatever its age.</param>
    /// <param name="to">Null: up to now.</param>
    public static Period Of(string? from, string? to) =>
        new(Timestamp.Parse(from) ?? Always.From, Timestamp.Parse(to) ?? Always.To);

    /// <summary>Without a beginning: for what precedes rows of this period.</summary>
    public Period Before => this with { From = Always.From };
}
