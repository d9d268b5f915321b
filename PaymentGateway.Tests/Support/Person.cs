using System.Net.Http.Headers;
using System.Net.Http.Json;
using PaymentGateway.Core.Merchants;

namespace PaymentGateway.Tests.Support;

/// <summary>A person who logs in for a test merchant, and the requests of their sessions.</summary>
internal sealed record Person(TestMerchant Merchant, string Email)
{
    public const string Password = "correct horse battery";

    private static readonly string PasswordHash = MerchantPasswords.Hash(null!, Password);

    public static async Task<Person> CreateAsync(Servers servers)
    {
        var merchant = await servers.NewMerchantAsync();
        return new Person(merchant, await merchant.Gateway.ScalarAsync<string>(
            $"UPDATE merchants SET password_hash = {PasswordHash} WHERE id = {merchant.Id.Value} RETURNING email AS \"Value\""));
    }

    public static Task<ApiAnswer> LogInAsync(TestMerchant merchant, string email, string password) =>
        SendAsync(merchant, HttpMethod.Post, "/api/v1/auth/login", new { email, password }, _ => { });

    public Task<ApiAnswer> LogInAsync(string password = Password) => LogInAsync(Merchant, Email, password);

    public Task<ApiAnswer> RefreshAsync(string token) =>
        SendAsync(HttpMethod.Post, "/api/v1/auth/refresh", new { refresh_token = token }, _ => { });

    /// <param name="token">Of a session.</param>
    public Task<ApiAnswer> SendAsync(HttpMethod method, string path, string token, object? body = null) =>
        SendAsync(method, path, body, headers => headers.TryAddWithoutValidation("Authorization", $"Bearer {token}"));

    public Task<ApiAnswer> SendAsync(HttpMethod method, string path, object? body, Action<HttpRequestHeaders> authenticate) =>
        SendAsync(Merchant, method, path, body, authenticate);

    private static async Task<ApiAnswer> SendAsync(
        TestMerchant merchant, HttpMethod method, string path, object? body, Action<HttpRequestHeaders> authenticate)
    {
        using var http = merchant.Gateway.NewClient();
        using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body) };
        authenticate(request.Headers);
        return await ApiAnswer.ReadAsync(await http.SendAsync(request));
    }
}
