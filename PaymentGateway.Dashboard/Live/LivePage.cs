using Microsoft.AspNetCore.Components;
using PaymentGateway.Dashboard.Gateway;
using PaymentGateway.Dashboard.Sessions;

namespace PaymentGateway.Dashboard.Live;

/// <summary>
/// A page that shows what may change at any moment. Changes that come in a burst are one reload: at once for the first,
/// and one more after <see cref="Calm"/> for all others.
/// </summary>
public abstract class LivePage : ComponentBase, IChangeListener, IDisposable
{
    private readonly CancellationTokenSource _left = new();
    private IDisposable? _subscription;
    private bool _isBusy;
    private bool _isStale;
    private bool _wasLost = true;
    private int _readings;

    protected LivePage() => Left = _left.Token; // read once: a source that is disposed of gives none

    [Inject]
    private LiveChanges Live { get; set; } = null!;

    [Inject]
    private TimeProvider Clock { get; set; } = null!;

    [Inject]
    internal CurrentSession Current { get; set; } = null!;

    /// <summary>Cancelled when the page is left.</summary>
    protected CancellationToken Left { get; }

    protected virtual TimeSpan Calm => TimeSpan.FromMilliseconds(400);

    void IChangeListener.OnChange(Change change)
    {
        if (Concerns(change))
        {
            Refresh();
        }
    }

    void IChangeListener.OnConnection(bool isConnected)
    {
        // Told while it subscribes, it has read nothing yet that could be old.
        if (isConnected && _wasLost && _subscription is not null)
        {
            Refresh();
        }

        _wasLost = !isConnected;
    }

    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
        _subscription?.Dispose();
        _left.Cancel();
        _left.Dispose();
    }

    protected override void OnInitialized() => _subscription = Live.Subscribe(Current.Required, this);

    protected virtual bool Concerns(Change change) => true;

    /// <summary>Reads what the page shows anew, and keeps what it shows until then.</summary>
    protected abstract Task ReloadAsync();

    /// <returns>Whether this reading is still the last that has begun. What an older one brings after it is out of date.</returns>
    protected Func<bool> BeginReading()
    {
        var reading = ++_readings;
        return () => reading == _readings;
    }

    private void Refresh() => _ = InvokeAsync(async () =>
    {
        _isStale = true;
        if (_isBusy)
        {
            return;
        }

        _isBusy = true;
        try
        {
            while (_isStale && !Left.IsCancellationRequested)
            {
                _isStale = false;
                await ReloadAsync();
                StateHasChanged();
                await Task.Delay(Calm, Clock, Left).ConfigureAwait(
                    ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
            }
        }
        finally
        {
            _isBusy = false;
        }
    });
}
