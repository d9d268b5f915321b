using System.Net;
using System.Text.RegularExpressions;

namespace PaymentGateway.Tests.Dashboard;

/// <summary>A browser without scripts: it keeps the cookies it is given, follows no redirect, and shows every header.</summary>
internal sealed partial class Visitor(string address, bool overHttps) : IDisposable
{
    public const string PublicHost = "dashboard.example";

    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false })
    {
        BaseAddress = new Uri(address),
    };

    public Dictionary<string, string> Cookies { get; } = new(StringComparer.Ordinal);

    /// <summary>Sent with every request besides the cookies.</summary>
    public Dictionary<string, string> Headers { get; } = new(StringComparer.Ordinal);

    public string CookieHeader => string.Join("; ", Cookies.Select(cookie => $"{cookie.Key}={cookie.Value}"));

    public Task<Page> GetAsync(string path) => SendAsync(new HttpRequestMessage(HttpMethod.Get, path));

    public Task<Page> PostAsync(string path, params (string Name, string Value)[] form) =>
        SendAsync(new HttpRequestMessage(HttpMethod.Post, path)
        {
            Content = new FormUrlEncodedContent(form.Select(field => KeyValuePair.Create(field.Name, field.Value))),
        });

    public Task<Page> PostTextAsync(string path, string text) =>
        SendAsync(new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent(text) });

    public async Task<Page> LogInAsync(string email, string password, string path = "/login") =>
        await LogInAsync(email, password, path, (await GetAsync(path)).FormToken);

    public Task<Page> LogInAsync(string email, string password, string path, string? token)
    {
        (string, string)[] fields = [("_handler", "login"), ("Input.Email", email), ("Input.Password", password)];
        return PostAsync(path, token is null ? fields : [.. fields, (Page.TokenField, token)]);
    }

    public async Task<Page> LogOutAsync() => await PostAsync("/logout", (Page.TokenField, (await GetAsync("/dashboard")).FormToken!));

    public void Dispose() => _http.Dispose();

    private async Task<Page> SendAsync(HttpRequestMessage request)
    {
        using (request)
        {
            if (Cookies.Count > 0)
            {
                request.Headers.Add("Cookie", CookieHeader);
            }

            foreach (var (name, value) in Headers)
            {
                request.Headers.Add(name, value);
            }

            if (overHttps)
            {
                request.Headers.Add("X-Forwarded-Proto", "https");
                request.Headers.Host = PublicHost;
            }

            var answer = new Page(await _http.SendAsync(request));
            foreach (var cookie in answer.SetCookies)
            {
                var (name, value) = Split(cookie.Split(';')[0]);
                if (value.Length == 0)
                {
                    Cookies.Remove(name);
                }
                else
                {
                    Cookies[name] = value;
                }
            }

            await answer.ReadAsync();
            return answer;
        }
    }

    private static (string Name, string Value) Split(string cookie) =>
        (cookie[..cookie.IndexOf('=', StringComparison.Ordinal)], cookie[(cookie.IndexOf('=', StringComparison.Ordinal) + 1)..]);

    internal sealed partial class Page(HttpResponseMessage response)
    {
        public const string TokenField = "__RequestVerificationToken";

        public int Status => (int)response.StatusCode;

        public string Body { get; private set; } = "";

        public IReadOnlyList<string> SetCookies =>
            response.Headers.TryGetValues("Set-Cookie", out var cookies) ? [.. cookies] : [];

        /// <summary>Where it leads, without the host when it is the dashboard's own.</summary>
        public string? Location => response.Headers.Location is not { } to ? null
            : !to.IsAbsoluteUri || to.Authority == response.RequestMessage!.RequestUri!.Authority || to.Authority == PublicHost
                ? new Uri(response.RequestMessage!.RequestUri!, to).PathAndQuery
                : to.AbsoluteUri;

        /// <summary>The proof that a form comes from this page.</summary>
        public string? FormToken => Token().Match(Body) is { Success: true } match ? match.Groups["value"].Value : null;

        public string? Header(string name) =>
            response.Headers.TryGetValues(name, out var values) || response.Content.Headers.TryGetValues(name, out values)
                ? string.Join(", ", values) : null;

        public string Cookie(string name) =>
            Assert.Single(SetCookies, cookie => cookie.StartsWith(name + "=", StringComparison.Ordinal)).ToLowerInvariant();

        public async Task ReadAsync() => Body = WebUtility.HtmlDecode(await response.Content.ReadAsStringAsync());

        [GeneratedRegex($"name=\"{TokenField}\" value=\"(?<value>[^\"]+)\"", RegexOptions.ExplicitCapture, 1000)]
        private static partial Regex Token();
    }
}
