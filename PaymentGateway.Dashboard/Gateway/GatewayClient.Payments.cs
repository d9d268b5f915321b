using System.Net;
using System.Net.Http.Headers;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace PaymentGateway.Dashboard.Gateway;

internal sealed partial class GatewayClient
{
    public Task<Answer<Stats>> GetStatsAsync(
        DateTimeOffset from, DateTimeOffset to, string currency, string timeZone, CancellationToken cancel) =>
        GetAsync("/stats" + Query(("from", Wire(from)), ("to", Wire(to)), ("currency", currency), ("tz", timeZone)),
            GatewayJson.Default.Stats, cancel);

    public Task<Answer<Page<Payment>>> ListPaymentsAsync(PaymentQuery query, int limit, int offset, CancellationToken cancel) =>
        GetAsync("/payments" + Query([.. query.Parameters, .. Slice(limit, offset)]), GatewayJson.Default.PagePayment, cancel);

    public Task<Answer<Payment>> GetPaymentAsync(string id, CancellationToken cancel) =>
        GetAsync($"/payments/{Uri.EscapeDataString(id)}", GatewayJson.Default.Payment, cancel);

    /// <summary>The payment exactly as any client of the API gets it.</summary>
    public async Task<Answer<string>> GetPaymentJsonAsync(string id, CancellationToken cancel)
    {
        var answer = await GetAsync($"/payments/{Uri.EscapeDataString(id)}", GatewayJson.Default.JsonNode, cancel);
        return answer.Value is { } json ? PrettyJson.Of(json) : answer.Problem!;
    }

    public Task<Answer<Timeline>> GetTimelineAsync(string id, CancellationToken cancel) =>
        GetAsync($"/payments/{Uri.EscapeDataString(id)}/timeline", GatewayJson.Default.Timeline, cancel);

    /// <summary>The latest hundred.</summary>
    public Task<Answer<Page<Refund>>> ListRefundsAsync(string paymentId, CancellationToken cancel) =>
        GetAsync($"/payments/{Uri.EscapeDataString(paymentId)}/refunds?limit=100", GatewayJson.Default.PageRefund, cancel);

    public Task<Answer<Page<Refund>>> ListRefundsAsync(
        ListQuery query, int limit, int offset, CancellationToken cancel) =>
        GetAsync(ListPath("/refunds", query, limit, offset), GatewayJson.Default.PageRefund, cancel);

    public Task<Answer<Page<Order>>> ListOrdersAsync(
        ListQuery query, int limit, int offset, CancellationToken cancel) =>
        GetAsync(ListPath("/orders", query, limit, offset), GatewayJson.Default.PageOrder, cancel);

    public Task<Answer<Order>> GetOrderAsync(string id, CancellationToken cancel) =>
        GetAsync($"/orders/{Uri.EscapeDataString(id)}", GatewayJson.Default.Order, cancel);

    public Task<Answer<Order>> CreateOrderAsync(OrderForm form, CancellationToken cancel) =>
        PostAsync("/orders", form, GatewayJson.Default.OrderForm, GatewayJson.Default.Order, key: null, cancel);

    /// <param name="key">One for each intent: however often it is sent, the payment is captured once.</param>
    public Task<Answer<Payment>> CaptureAsync(string id, string key, CancellationToken cancel) => PostAsync(
        $"/payments/{Uri.EscapeDataString(id)}/capture", new EmptyForm(), GatewayJson.Default.EmptyForm,
        GatewayJson.Default.Payment, key, cancel);

    /// <param name="key">One for each dialog: a double click refunds once.</param>
    public Task<Answer<Refund>> RefundAsync(string paymentId, RefundForm form, string key, CancellationToken cancel) => PostAsync(
        $"/payments/{Uri.EscapeDataString(paymentId)}/refunds", form, GatewayJson.Default.RefundForm,
        GatewayJson.Default.Refund, key, cancel);

    /// <summary>All payments that match, as they come; nothing is gathered in memory.</summary>
    /// <exception cref="HttpRequestException">The gateway refuses, or has gone away in the middle.</exception>
    public async IAsyncEnumerable<Payment> ExportPaymentsAsync(
        PaymentQuery query, [EnumeratorCancellation] CancellationToken cancel)
    {
        using var response = await OpenAsync("/payments/export" + Query([.. query.Parameters]), "application/x-ndjson", cancel);
        await using var stream = await response.Content.ReadAsStreamAsync(cancel);
        using var lines = new StreamReader(stream);
        while (await lines.ReadLineAsync(cancel) is { } line)
        {
            yield return JsonSerializer.Deserialize(line, GatewayJson.Default.Payment)!;
        }
    }

    /// <summary>Starts an answer that goes on for long.</summary>
    private async Task<HttpResponseMessage> OpenAsync(string path, string mediaType, CancellationToken cancel)
    {
        var session = current.Required;
        var token = await FreshTokenAsync(session, cancel);
        if (token.Problem is { } problem)
        {
            throw new HttpRequestException(problem.Description);
        }

        using var request = new HttpRequestMessage(HttpMethod.Get, Root + path);
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue(mediaType));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token.Value);
        var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancel);
        if (response.IsSuccessStatusCode)
        {
            return response;
        }

        using (response)
        {
            if (response.StatusCode == HttpStatusCode.Unauthorized)
            {
                session.End(); // logged out in another process
            }

            throw new HttpRequestException("The gateway rejected the request.", null, response.StatusCode);
        }
    }

    private static string ListPath(string path, ListQuery query, int limit, int offset) =>
        path + Query([.. query.Parameters, .. Slice(limit, offset)]);

    private static (string Name, string? Value)[] Slice(int limit, int offset) =>
        [("limit", limit.ToString(Invariant)), ("offset", offset.ToString(Invariant))];

    internal static string? Wire(DateTimeOffset? time) => time?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", Invariant);
}
