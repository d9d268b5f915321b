using System.Diagnostics;

namespace PaymentGateway.AppHost.Servers;

/// <summary>PostgreSQL or Redis as a process of this machine, run by a script: in place of its container.</summary>
internal sealed class LocalServer(string name, string folder)
    : ExecutableResource(name, "/bin/sh", folder), IResourceWithConnectionString
{
    public string Script { get; } = Path.Combine(DotEnv.Root, "PaymentGateway.AppHost", "Servers", $"{name}.sh");

    public EndpointReference Endpoint => field ??= new EndpointReference(this, "tcp");

    public required Func<LocalServer, ReferenceExpression> ConnectionString { get; init; }

    public ReferenceExpression ConnectionStringExpression => ConnectionString(this);

    public LocalServer CheckIsInstalled()
    {
        var command = new ProcessStartInfo("/bin/sh", [Script, "--check"]) { RedirectStandardError = true, UseShellExecute = false };
        using var check = Process.Start(command)!;
        var message = check.StandardError.ReadToEnd();
        check.WaitForExit();
        return check.ExitCode == 0 ? this : throw new StartRefusedException(message.TrimEnd(), exitCode: 2);
    }
}
