using System.Globalization;
using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;

namespace PaymentGateway.AppHost.Start;

/// <summary>Ports are checked before the start: Aspire waits forever, silently, for one that is in use.</summary>
internal static class Ports
{
    /// <summary>A port that people type and paste: never replaced by another one.</summary>
    public static int Public(string name, int usual)
    {
        var variable = $"{name.ToUpperInvariant()}_PORT";
        var port = Configured(variable) ?? usual;
        return IsFree(port) ? port : throw new StartRefusedException(
            $"Port {port} of {name} is in use by {PortHolder.Of(port)}. "
            + $"Stop it, or set another: {variable}={port + 100} ./run.sh");
    }

    /// <summary>A server's port: the configured one, else the usual one, else any that is free.</summary>
    public static int Server(string name, int usual) =>
        Configured($"{name.ToUpperInvariant()}_PORT") is null && !IsFree(usual) ? Free() : Public(name, usual);

    public static int Free()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static int? Configured(string variable) => Environment.GetEnvironmentVariable(variable) switch
    {
        null or "" => null,
        var text when int.TryParse(text, CultureInfo.InvariantCulture, out var port) && port is > 0 and < 65436 => port,
        var text => throw new StartRefusedException($"{variable} is not a port from 1 to 65435: {text}", exitCode: 2),
    };

    private static bool IsFree(int port) =>
        IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpListeners().All(listener => listener.Port != port);
}
