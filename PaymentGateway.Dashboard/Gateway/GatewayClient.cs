using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.Extensions.Options;
using PaymentGateway.Dashboard.Sessions;

namespace PaymentGateway.Dashboard.Gateway;

/// <summary>The API as the dashboard uses it: the same routes any merchant may call.</summary>
internal sealed partial class GatewayClient(
    HttpClient http, CurrentSession current, IOptions<SessionLimits> limits, TimeProvider clock)
{
    private const string Root = "/api/v1";
    private const string KeyHeader = "Idempotency-Key";
    private static readonly CultureInfo Invariant = CultureInfo.InvariantCulture;

    private Task<Answer<T>> GetAsync<T>(string path, JsonTypeInfo<T> shape, CancellationToken cancel)
        where T : class => SendAsync(new HttpRequestMessage(HttpMethod.Get, Root + path), shape, cancel);

    private Task<Answer<T>> PostAsync<TForm, T>(
        string path, TForm form, JsonTypeInfo<TForm> formShape, JsonTypeInfo<T> shape, string? key, CancellationToken cancel)
        where T : class => SendAsync(Request(HttpMethod.Post, path, form, formShape, key), shape, cancel);

    private static HttpRequestMessage Request<TForm>(
        HttpMethod method, string path, TForm form, JsonTypeInfo<TForm> shape, string? key = null)
    {
        var request = new HttpRequestMessage(method, Root + path) { Content = JsonContent.Create(form, shape) };
        if (key is not null)
        {
            request.Headers.Add(KeyHeader, key);
        }

        return request;
    }

    /// <summary>As the person logged in. A session that has ended is ended here too, and every page of it hears so.</summary>
    private async Task<Answer<T>> SendAsync<T>(HttpRequestMessage request, JsonTypeInfo<T> shape, CancellationToken cancel)
        where T : class
    {
        if (current.Session is not { } session)
        {
            return Problem.SignedOut;
        }

        var token = await FreshTokenAsync(session, cancel);
        if (token.Problem is { } problem)
        {
            return problem;
        }

        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token.Value);
        var answer = await SendPlainAsync(request, shape, cancel);
        if (answer.Problem is { Status: (int)HttpStatusCode.Unauthorized })
        {
            session.End();
            return Problem.SignedOut;
        }

        return answer;
    }

    /// <returns>Null: it succeeded.</returns>
    private async Task<Problem?> SendWithoutContentAsync(HttpRequestMessage request, CancellationToken cancel) =>
        (await SendAsync(request, GatewayJson.Default.EmptyForm, cancel)).Problem;

    private async Task<Answer<T>> SendPlainAsync<T>(HttpRequestMessage request, JsonTypeInfo<T> shape, CancellationToken cancel)
        where T : class
    {
        try
        {
            using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancel);
            return !response.IsSuccessStatusCode ? await GatewayError.ReadAsync(response, cancel)
                : response.StatusCode == HttpStatusCode.NoContent ? new Answer<T>(null, null)
                : (await response.Content.ReadFromJsonAsync(shape, cancel))!;
        }
        catch (Exception exception) when (IsOutage(exception) && !cancel.IsCancellationRequested)
        {
            current.Session?.ReportUnanswered();
            return request.Method == HttpMethod.Get ? Problem.Unreachable
                : request.Method != HttpMethod.Post || request.Headers.Contains(KeyHeader) ? Problem.SafeToRepeat
                : Problem.Uncertain;
        }
        finally
        {
            request.Dispose();
        }
    }

    /// <summary>The gateway does not respond, or its response breaks off.</summary>
    public static bool IsOutage(Exception exception) =>
        exception is HttpRequestException or IOException or JsonException or OperationCanceledException
            or Polly.ExecutionRejectedException;

    private static string Query(params (string Name, string? Value)[] parameters) =>
        new QueryBuilder(parameters.Where(p => p.Value is { Length: > 0 })
            .Select(p => KeyValuePair.Create(p.Name, p.Value!))).ToQueryString().Value ?? "";
}
