using Microsoft.EntityFrameworkCore;
using PaymentGateway.Core.Merchants;
using PaymentGateway.Core.Persistence;

namespace PaymentGateway.Api.Merchants;

/// <summary>
/// Whose key and secret these are. An answer is remembered for five seconds at most, by the hash of the secret: revoking
/// a key takes effect within that time. Nothing else of a merchant is ever remembered.
/// </summary>
internal sealed class KeyCheck(IServiceScopeFactory scopes, TimeProvider clock)
{
    private const int MaxRemembered = 10_000;
    private static readonly TimeSpan Memory = TimeSpan.FromSeconds(5);
    private static readonly string NobodysHash = ApiCredentials.Hash("nobody");

    private readonly LruCache<(string Key, string SecretHash), (MerchantId Merchant, DateTimeOffset Until)> _known = new(MaxRemembered);

    public async Task<MerchantId?> FindAsync(string key, string secret, CancellationToken cancel)
    {
        var presented = (key, ApiCredentials.Hash(secret));
        var now = clock.GetUtcNow();
        if (_known.TryGet(presented, out var known) && now < known.Until)
        {
            return known.Merchant;
        }

        if (await ReadAsync(key, secret, now, cancel) is not { } merchant)
        {
            return null;
        }

        _known.Set(presented, (merchant, now + Memory));
        return merchant;
    }

    private async Task<MerchantId?> ReadAsync(string key, string secret, DateTimeOffset now, CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<GatewayDb>();
        var row = await db.Merchants.AsNoTracking().Where(m => m.ApiKey == key)
            .Select(m => new { m.Id, m.IsActive, m.ApiSecret, m.PreviousApiSecret, m.PreviousSecretExpiresAt })
            .SingleOrDefaultAsync(cancel);

        // An unknown key takes the same steps, so that the time taken says nothing.
        var matches = ApiCredentials.Matches(secret, row?.ApiSecret ?? NobodysHash);
        var matchesPrevious = ApiCredentials.Matches(secret, row?.PreviousApiSecret ?? NobodysHash)
            && row?.PreviousSecretExpiresAt > now;
        return row is { IsActive: true } && (matches || matchesPrevious) ? row.Id : null;
    }
}
