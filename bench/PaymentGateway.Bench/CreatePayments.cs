using System.Globalization;
using System.Net.Http.Headers;
using System.Text;

namespace PaymentGateway.Bench;

/// <summary>Payments of fresh orders over HTTP, and what pgbench makes of the same statements.</summary>
internal static class CreatePayments
{
    private const int Orders = 60_000;
    private static readonly int[] Connections = [1, 16, 64];
    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(8);

    public static async Task RunAsync(Rig rig)
    {
        await WarmUpAsync(rig);
        foreach (var connections in Connections)
        {
            var api = await MeasureAsync(rig, $"api{connections}", connections, Duration);
            var pgbench = await PgBench.RunAsync(rig, $"pgb{connections}", connections, Orders, Duration);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"create, {connections,2} connections: {api.PerSecond,6:0}/s  p50 {api.P50Ms,6:0.0} ms  p99 {api.P99Ms,6:0.0} ms  "
                + $"failures {api.Failures}; pgbench {pgbench,6:0}/s  ratio {api.PerSecond / pgbench:0.00}"));
        }
    }

    private static Task<Latencies> WarmUpAsync(Rig rig) => MeasureAsync(rig, "warm", 16, TimeSpan.FromSeconds(4));

    private static async Task<Latencies> MeasureAsync(Rig rig, string prefix, int connections, TimeSpan duration)
    {
        await rig.AddOrdersAsync(prefix, Orders);
        using var client = rig.NewClient(connections);
        return await Latencies.MeasureAsync(connections, duration, number => PayAsync(client, $"order_{prefix}_{number}"));
    }

    public static async Task<bool> PayAsync(HttpClient client, string order)
    {
        using var body = new ByteArrayContent(Encoding.UTF8.GetBytes(
            $$"""{"order_id":"{{order}}","method":"upi","vpa":"success@sim","amount":1000,"currency":"INR"}"""));
        body.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        using var response = await client.PostAsync("/api/v1/payments", body);
        return (int)response.StatusCode == 201;
    }
}
