using PaymentGateway.Dashboard.Gateway;

namespace PaymentGateway.Dashboard.Sessions;

/// <summary>
/// One log-in. Its tokens stay in this process: the browser holds a cookie with the session's key and nothing else.
/// </summary>
internal sealed class MerchantSession(string key, IssuedSession issued, DateTimeOffset now) : IDisposable
{
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly CancellationTokenSource _ended = new();
    private IssuedSession _issued = issued;

    public string Key => key;

    public DateTimeOffset StartedAt { get; } = now;

    /// <summary>When the person last did something.</summary>
    public DateTimeOffset UsedAt { get; set; } = now;

    public MerchantSummary Merchant => _issued.Merchant;

    /// <summary>A test key moves no real money.</summary>
    public bool IsTest => Merchant.ApiKey.StartsWith("key_test_", StringComparison.Ordinal);

    /// <summary>Cancelled when the session is over, whoever ended it.</summary>
    public CancellationToken Ended => _ended.Token;

    /// <summary>A request of this session got no answer.</summary>
    public event EventHandler? Unanswered;

    public void End() => _ended.Cancel();

    public void ReportUnanswered() => Unanswered?.Invoke(this, EventArgs.Empty);

    /// <summary>A token good until <paramref name="atLeastUntil"/>; several pages at once renew it once.</summary>
    public async Task<Answer<string>> TokenAsync(
        DateTimeOffset atLeastUntil, Func<string, CancellationToken, Task<Answer<IssuedSession>>> refresh, CancellationToken cancel)
    {
        if (_ended.IsCancellationRequested)
        {
            return Problem.SignedOut;
        }

        if (_issued.ExpiresAt > atLeastUntil)
        {
            return _issued.Token;
        }

        await _turn.WaitAsync(cancel);
        try
        {
            return _issued.ExpiresAt > atLeastUntil ? _issued.Token : await RenewAsync(refresh);
        }
        finally
        {
            _turn.Release();
        }
    }

    // Not given up half-way: the gateway may have replaced the refresh token already. A gateway that is away ends no session.
    private async Task<Answer<string>> RenewAsync(Func<string, CancellationToken, Task<Answer<IssuedSession>>> refresh)
    {
        var answer = await refresh(_issued.RefreshToken, CancellationToken.None);
        if (answer.Value is { } renewed)
        {
            _issued = renewed;
            return renewed.Token;
        }

        if (answer.Problem is { Status: StatusCodes.Status401Unauthorized })
        {
            End();
            return Problem.SignedOut;
        }

        return answer.Problem!;
    }

    public void Dispose()
    {
        _ended.Dispose();
        _turn.Dispose();
    }
}
