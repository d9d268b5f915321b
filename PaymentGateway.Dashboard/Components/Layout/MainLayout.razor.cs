using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.JSInterop;
using PaymentGateway.Dashboard.Browser;

namespace PaymentGateway.Dashboard.Components.Layout;

public partial class MainLayout
{
    private bool _isDark;
    private bool _isEndpointFailing;
    private ErrorBoundary? _boundary;

    [CascadingParameter]
    private BrowserView Browser { get; set; } = null!;

    /// <summary>Fragments resolve against the base address, not against this page.</summary>
    private string Here => Navigation.ToBaseRelativePath(Navigation.Uri).Split('#')[0];

    public void Dispose()
    {
        if (Current.Session is { } session)
        {
            session.Refreshed -= ShowMerchant;
        }

        GC.SuppressFinalize(this);
    }

    protected override void OnInitialized()
    {
        _isDark = Browser.IsDark;
        if (Current.Session is { } session)
        {
            session.Refreshed += ShowMerchant; // whose name may be another one now
        }
    }

    protected override void OnParametersSet() => _boundary?.Recover();

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            // The browser may have changed its mind about light and dark since it sent its cookies.
            await FollowThemeAsync("dashboard.ready");
            StateHasChanged();
        }
    }

    private void ShowMerchant(object? sender, EventArgs arguments) => _ = InvokeAsync(StateHasChanged);

    private Task ToggleThemeAsync() => FollowThemeAsync("dashboard.toggleTheme");

    // What the page shows is decided there: a copy toggled here may be older than a click.
    private async Task FollowThemeAsync(string function) => _isDark = await Js.InvokeAsync<bool>(function);
}
