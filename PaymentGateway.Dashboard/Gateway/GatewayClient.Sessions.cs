using System.Net;
using System.Net.Http.Headers;
using PaymentGateway.Dashboard.Sessions;

namespace PaymentGateway.Dashboard.Gateway;

internal sealed partial class GatewayClient
{
    /// <summary>For a page to be shown: one that the gateway does not answer shows itself what is wrong.</summary>
    private static readonly TimeSpan ConfirmTimeout = TimeSpan.FromSeconds(2);

    /// <param name="clientAddress">Of the person's browser: the gateway limits log-ins by it.</param>
    public Task<Answer<IssuedSession>> LogInAsync(
        string email, string password, IPAddress? clientAddress, CancellationToken cancel)
    {
        var request = Request(HttpMethod.Post, "/auth/login",
            new LogInForm { Email = email, Password = password }, GatewayJson.Default.LogInForm);
        if (clientAddress is not null)
        {
            request.Headers.Add("X-Forwarded-For", clientAddress.ToString());
        }

        return SendPlainAsync(request, GatewayJson.Default.IssuedSession, cancel);
    }

    /// <summary>Ends the current session if the gateway does not know it any more.</summary>
    public async Task ConfirmAsync(CancellationToken cancel)
    {
        using var timeout = new CancellationTokenSource(ConfirmTimeout, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel, timeout.Token);
        try
        {
            await GetConfigAsync(either.Token).WaitAsync(either.Token);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            // As when the gateway is away.
        }
    }

    /// <summary>Ends the session at the gateway.</summary>
    /// <returns>Whether it has ended there; false: the gateway is away.</returns>
    public async Task<bool> LogOutAsync(IssuedSession issued, CancellationToken cancel)
    {
        var isEnding = issued.ExpiresAt <= clock.GetUtcNow() + limits.Value.RefreshBefore;
        var refreshed = isEnding ? await RefreshAsync(issued.RefreshToken, cancel) : issued;
        if (refreshed.Value is not { } latest)
        {
            return refreshed.Problem is { Status: (int)HttpStatusCode.Unauthorized };
        }

        using var request = new HttpRequestMessage(HttpMethod.Post, Root + "/auth/logout");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", latest.Token);
        try
        {
            using var response = await http.SendAsync(request, cancel);
            return response.IsSuccessStatusCode || response.StatusCode == HttpStatusCode.Unauthorized;
        }
        catch (Exception exception) when (IsOutage(exception))
        {
            return false;
        }
    }

    /// <summary>The sandbox's published merchant; a problem where there is none.</summary>
    public Task<Answer<TestMerchant>> GetTestMerchantAsync(CancellationToken cancel) => SendPlainAsync(
        new HttpRequestMessage(HttpMethod.Get, Root + "/test/merchant"), GatewayJson.Default.TestMerchant, cancel);

    private Task<Answer<string>> FreshTokenAsync(MerchantSession session, CancellationToken cancel) =>
        session.TokenAsync(clock.GetUtcNow() + limits.Value.RefreshBefore, RefreshAsync, cancel);

    private async Task<Answer<IssuedSession>> RefreshAsync(string refreshToken, CancellationToken cancel) =>
        await SendPlainAsync(
            Request(HttpMethod.Post, "/auth/refresh", new RefreshForm { RefreshToken = refreshToken }, GatewayJson.Default.RefreshForm),
            GatewayJson.Default.IssuedSession, cancel);
}
