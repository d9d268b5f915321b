using System.Net;
using System.Net.Http.Headers;
using PaymentGateway.Dashboard.Sessions;

namespace PaymentGateway.Dashboard.Gateway;

internal sealed partial class GatewayClient
{
    /// <summary>A token that ends within this is renewed before it is used.</summary>
    private static readonly TimeSpan Reserve = TimeSpan.FromSeconds(30);

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

    /// <summary>Ends the session at the gateway; what it answers changes nothing here.</summary>
    public async Task LogOutAsync(MerchantSession session, CancellationToken cancel)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Root + "/auth/logout");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", (await FreshTokenAsync(session, cancel)).Value);
        try
        {
            using var response = await http.SendAsync(request, cancel);
        }
        catch (Exception exception) when (IsOutage(exception))
        {
            // The token is forgotten all the same, and ends by itself within minutes.
        }
    }

    /// <summary>The sandbox's published merchant; a problem where there is none.</summary>
    public Task<Answer<TestMerchant>> GetTestMerchantAsync(CancellationToken cancel) => SendPlainAsync(
        new HttpRequestMessage(HttpMethod.Get, Root + "/test/merchant"), GatewayJson.Default.TestMerchant, cancel);

    private Task<Answer<string>> FreshTokenAsync(MerchantSession session, CancellationToken cancel) =>
        session.TokenAsync(clock.GetUtcNow() + Reserve, RefreshAsync, cancel);

    private async Task<Answer<IssuedSession>> RefreshAsync(string refreshToken, CancellationToken cancel) =>
        await SendPlainAsync(
            Request(HttpMethod.Post, "/auth/refresh", new RefreshForm { RefreshToken = refreshToken }, GatewayJson.Default.RefreshForm),
            GatewayJson.Default.IssuedSession, cancel);
}
