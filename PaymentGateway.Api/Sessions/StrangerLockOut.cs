using System.Collections.Concurrent;
using PaymentGateway.Core.Merchants;

namespace PaymentGateway.Api.Sessions;

/// <summary>
/// An address without an account is locked like one with an account: else the lock would tell which is which. Kept in
/// memory, since there is nothing to protect.
/// </summary>
internal sealed class StrangerLockOut
{
    private const int MostRemembered = 10_000;

    private readonly ConcurrentDictionary<string, (int Failures, DateTimeOffset? LockedUntil)> _strangers = new(StringComparer.Ordinal);

    public DateTimeOffset? LockedUntil(string email) =>
        _strangers.TryGetValue(email, out var stranger) ? stranger.LockedUntil : null;

    public void Refuse(string email, DateTimeOffset now)
    {
        if (_strangers.Count >= MostRemembered)
        {
            _strangers.Clear();
        }

        _strangers.AddOrUpdate(email, (1, null), (_, known) =>
            (known.Failures + 1, LogInLimit.LockedUntil(known.Failures + 1, now)));
    }
}
