using StackExchange.Redis;

namespace PaymentGateway.Core.Live;

/// <summary>
/// That a payment, refund or webhook delivery has changed: its kind and id, and nothing of its content, which everybody
/// reads from the database with the rights they have. Published after the commit; a lost one costs a moment, never the truth.
/// </summary>
public readonly record struct Change(string Type, string Id)
{
    public static readonly RedisChannel Channel = RedisChannel.Literal("changes");

    public static bool TryParse(string? message, out Change change)
    {
        var space = message?.IndexOf(' ', StringComparison.Ordinal) ?? -1;
        change = space > 0 ? new(message![..space], message[(space + 1)..]) : default;
        return space > 0;
    }

    public override string ToString() => $"{Type} {Id}";
}
