using PaymentGateway.Dashboard.Gateway;

namespace PaymentGateway.Dashboard.Sessions;

/// <summary>One log-in as this process knows it: its newest tokens, and the pages that are to leave when it ends.</summary>
internal sealed class MerchantSession(SessionState state) : IDisposable
{
    private readonly SemaphoreSlim _refreshing = new(1, 1);
    private readonly SemaphoreSlim _confirming = new(1, 1);
    private readonly CancellationTokenSource _ended = new();
    private readonly Lock _lock = new();
    private SessionState _state = state;
    private DateTimeOffset _confirmedAt = DateTimeOffset.MinValue;

    public string Key => _state.Key;

    public SessionState State => _state;

    public MerchantSummary Merchant => _state.Issued.Merchant;

    /// <summary>A test key moves no real money.</summary>
    public bool IsTest => Merchant.ApiKey.StartsWith("key_test_", StringComparison.Ordinal);

    /// <summary>Cancelled when the session is over, whoever ended it.</summary>
    public CancellationToken Ended => _ended.Token;

    /// <summary>A request of this session got no answer.</summary>
    public event EventHandler? Unanswered;

    /// <summary>This process has refreshed the tokens; the browser's cookie has the old ones.</summary>
    public event EventHandler? Refreshed;

    public void End() => _ended.Cancel();

    public void ReportUnanswered() => Unanswered?.Invoke(this, EventArgs.Empty);

    /// <summary>The person did something.</summary>
    public void Use(DateTimeOffset now) => Change(_state.Issued, now);

    /// <summary>Takes what is newer of what another process knew.</summary>
    public void Merge(SessionState other) => Change(other.Issued, other.UsedAt);

    /// <summary>Calls <paramref name="ask"/> unless the gateway has been asked within <paramref name="interval"/>.</summary>
    public async Task ConfirmAsync(Func<Task> ask, TimeSpan interval, TimeProvider clock, CancellationToken cancel)
    {
        await _confirming.WaitAsync(cancel);
        try
        {
            if (!_ended.IsCancellationRequested && clock.GetUtcNow() - _confirmedAt >= interval)
            {
                await ask();
                _confirmedAt = clock.GetUtcNow();
            }
        }
        finally
        {
            _confirming.Release();
        }
    }

    /// <summary>The gateway has just issued the session.</summary>
    public void Confirm(DateTimeOffset now) => _confirmedAt = now;

    /// <summary>A token good until <paramref name="atLeastUntil"/>; several pages at once refresh it once.</summary>
    public async Task<Answer<string>> TokenAsync(
        DateTimeOffset atLeastUntil, Func<string, CancellationToken, Task<Answer<IssuedSession>>> refresh, CancellationToken cancel)
    {
        if (_ended.IsCancellationRequested)
        {
            return Problem.SignedOut;
        }

        if (_state.Issued.ExpiresAt > atLeastUntil)
        {
            return _state.Issued.Token;
        }

        await _refreshing.WaitAsync(cancel);
        try
        {
            return _state.Issued.ExpiresAt > atLeastUntil ? _state.Issued.Token : await RefreshAsync(refresh);
        }
        finally
        {
            _refreshing.Release();
        }
    }

    // Not given up half-way: the gateway may have replaced the refresh token already. A gateway that is away ends no session.
    private async Task<Answer<string>> RefreshAsync(Func<string, CancellationToken, Task<Answer<IssuedSession>>> refresh)
    {
        var before = _state.Issued;
        var response = await refresh(before.RefreshToken, CancellationToken.None);
        if (response.Value is { } issued)
        {
            Change(issued, _state.UsedAt);
            Refreshed?.Invoke(this, EventArgs.Empty);
            return issued.Token;
        }

        if (response.Problem is not { Status: StatusCodes.Status401Unauthorized })
        {
            return response.Problem!;
        }

        if (_state.Issued != before)
        {
            return _state.Issued.Token; // another process has refreshed it, and its tokens have arrived since
        }

        End();
        return Problem.SignedOut;
    }

    private void Change(IssuedSession issued, DateTimeOffset usedAt)
    {
        lock (_lock)
        {
            _state = new SessionState
            {
                Key = _state.Key,
                Issued = issued.ExpiresAt >= _state.Issued.ExpiresAt ? issued : _state.Issued,
                StartedAt = _state.StartedAt,
                UsedAt = usedAt > _state.UsedAt ? usedAt : _state.UsedAt,
            };
        }
    }

    public void Dispose()
    {
        _ended.Dispose();
        _refreshing.Dispose();
        _confirming.Dispose();
    }
}
