using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using PaymentGateway.Dashboard.Sessions;

namespace PaymentGateway.Dashboard.Components.Layout;

public sealed partial class SessionSync
{
    private DotNetObjectReference<SessionSync>? _reference;
    private CancellationTokenRegistration _ended;
    private DateTimeOffset _browserHasUntil;

    [Inject]
    private SessionTransfer Transfer { get; set; } = null!;

    [Inject]
    private TimeProvider Clock { get; set; } = null!;

    private MerchantSession Session => Current.Required;

    /// <summary>A key, a click or the wheel in this tab or another one of the browser.</summary>
    [JSInvokable]
    public Task UseAsync()
    {
        Session.Use(Clock.GetUtcNow());
        return SendAsync();
    }

    /// <summary>Another tab's circuit, perhaps in another process, has refreshed the tokens.</summary>
    [JSInvokable]
    public void TakeTokens(string transfer)
    {
        if (Transfer.TryApply(transfer, Session))
        {
            _browserHasUntil = Session.State.Issued.ExpiresAt;
        }
    }

    /// <summary>Sends what could not be sent while the page was not connected.</summary>
    [JSInvokable]
    public async Task SendAsync()
    {
        var state = Session.State;
        if (state.Issued.ExpiresAt <= _browserHasUntil)
        {
            return;
        }

        try
        {
            if (await Js.InvokeAsync<bool>("sessionSync.sendTokens", Transfer.Protect(state)))
            {
                _browserHasUntil = state.Issued.ExpiresAt;
            }
        }
        catch (Exception exception) when (exception is JSException or InvalidOperationException or OperationCanceledException)
        {
            // Not connected at present; the next use or reconnection sends them.
        }
    }

    public void Dispose()
    {
        _ended.Dispose();
        if (Current.Session is { } session)
        {
            session.Refreshed -= OnRefreshed;
        }

        _reference?.Dispose();
    }

    protected override void OnInitialized()
    {
        _browserHasUntil = Session.State.Issued.ExpiresAt;
        Session.Refreshed += OnRefreshed;
        // The log-in page leads back here at once if the browser has a newer cookie of the session from another process.
        _ended = Session.Ended.Register(() => _ = InvokeAsync(() =>
            Navigation.NavigateTo($"/login?ended=1&back={Uri.EscapeDataString(new Uri(Navigation.Uri).PathAndQuery)}", forceLoad: true)));
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            _reference = DotNetObjectReference.Create(this);
            await Js.InvokeVoidAsync("sessionSync.attach", _reference);
        }
    }

    private void OnRefreshed(object? sender, EventArgs e) => _ = InvokeAsync(SendAsync);
}
