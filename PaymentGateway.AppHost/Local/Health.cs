namespace PaymentGateway.AppHost.Local;

internal static class Health
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(3);

    /// <summary>Waits until every service that has an address calls itself healthy there, not merely alive.</summary>
    public static async Task WaitForAsync(IEnumerable<Resident> services, CancellationToken end)
    {
        using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { Timeout = TimeSpan.FromSeconds(5) };
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(end);
        limit.CancelAfter(Limit);
        await Task.WhenAll(services.Where(service => service.Url is not null).Select(WaitAsync));

        async Task WaitAsync(Resident service)
        {
            var answer = "";
            try
            {
                while (true)
                {
                    (var isHealthy, answer) = await AskAsync(service.Url!);
                    if (isHealthy)
                    {
                        return;
                    }

                    await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, limit.Token);
                }
            }
            catch (OperationCanceledException) when (!end.IsCancellationRequested)
            {
                throw new StartRefusedException($"{service.Name} is not healthy after {Limit.TotalSeconds:0} s: {answer}");
            }
        }

        async Task<(bool IsHealthy, string Answer)> AskAsync(string url)
        {
            try
            {
                using var answer = await client.GetAsync(new Uri($"{url}/health"), limit.Token);
                var body = await answer.Content.ReadAsStringAsync(limit.Token);
                return (answer.IsSuccessStatusCode && !body.Contains("degraded", StringComparison.Ordinal), body);
            }
            catch (HttpRequestException reason)
            {
                return (false, reason.Message);
            }
            catch (TaskCanceledException) when (!limit.IsCancellationRequested)
            {
                return (false, "no answer");
            }
        }
    }
}
