using System.Globalization;
using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;

namespace PaymentGateway.AppHost.Start;

/// <summary>The ports of this machine, checked before the start: Aspire would wait without a word for one that is taken.</summary>
internal static class Ports
{
    /// <summary>A port that people type and paste: never replaced by another one.</summary>
    public static int Public(string name, int usual)
    {
        var variable = Variable(name);
        var port = Configured(variable) ?? usual;
        return IsFree(port) ? port : throw new StartRefusedException(
            $"Port {port} of {name} is in use by {PortHolder.Of(port)}. Stop it, or set another port: {variable}={port + 100} ./run.sh");
    }

    /// <summary>A server's port: the configured one, else the usual one, else any that is free.</summary>
    public static int Server(string name, int usual) =>
        Configured(Variable(name)) is not null ? Public(name, usual) : IsFree(usual) ? usual : Free();

    public static int Free()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static string Variable(string name) => $"{name.ToUpperInvariant()}_PORT";

    private static int? Configured(string variable) => Environment.GetEnvironmentVariable(variable) is not { Length: > 0 } text
        ? null
        : int.TryParse(text, CultureInfo.InvariantCulture, out var port) && port is > 0 and < 65436
            ? port
            : throw new StartRefusedException($"{variable} is not a port number from 1 to 65435: {text}", exitCode: 2);

    private static bool IsFree(int port) =>
        !IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpListeners().Any(listener => listener.Port == port);
}
