using PaymentGateway.Tests.Processes;

namespace PaymentGateway.Tests.Support;

/// <summary>The hosts as they are built, each in a process of its own.</summary>
internal static class ServiceProcess
{
    public static HostProcess Start(string host, IReadOnlyDictionary<string, string?> environment, params string[] arguments) =>
        Start(host, environment, log: null, arguments);

    /// <param name="log">Hears every line it writes.</param>
    public static HostProcess Start(
        string host, IReadOnlyDictionary<string, string?> environment, Action<string>? log, params string[] arguments) =>
        HostProcess.StartService(host, [.. arguments], environment, log);

    /// <param name="programs">The folder with a folder for each host of another release; null: this build.</param>
    public static HostProcess StartFrom(
        string? programs, string host, IReadOnlyDictionary<string, string?> environment, Action<string>? log,
        params string[] arguments)
    {
        if (programs is null)
        {
            return Start(host, environment, log, arguments);
        }

        var program = Path.Combine(programs, host, $"PaymentGateway.{host}.dll");
        return HostProcess.Start(HostProcess.ProgramLaunch(program, [.. arguments], environment) with { Log = log });
    }

    /// <summary>One that browsers call, once it answers at <paramref name="address"/>.</summary>
    public static async Task<HostProcess> StartSiteAsync(
        string host, string address, Dictionary<string, string?> environment)
    {
        environment["ASPNETCORE_URLS"] = address;
        var site = Start(host, environment);
        using var http = new HttpClient();
        await Eventually.BecomesTrueAsync(async () =>
        {
            try
            {
                return (await http.GetAsync(new Uri(address + "/alive"))).IsSuccessStatusCode;
            }
            catch (HttpRequestException) when (!site.Exited.IsCompleted)
            {
                return false;
            }
        }, $"{host} listens", TimeSpan.FromSeconds(60));
        return site;
    }
}
