using System.Diagnostics;

namespace PaymentGateway.AppHost.Servers;

/// <summary>PostgreSQL or Redis as a process of this machine, run by a script: in place of its container.</summary>
internal sealed class LocalServer(string name, string folder)
    : ExecutableResource(name, "/bin/sh", folder), IResourceWithConnectionString
{
    public string Script => $"Servers/{Name}.sh";

    /// <summary>Makes the connection string from the server's port.</summary>
    public required Func<EndpointReferenceExpression, ReferenceExpression> ConnectionString { get; init; }

    public ReferenceExpression ConnectionStringExpression =>
        ConnectionString(new EndpointReference(this, "tcp").Property(EndpointProperty.Port));

    /// <exception cref="StartRefusedException">The start script does not find the server's programs.</exception>
    public void CheckIsInstalled()
    {
        string[] arguments = [Path.Combine(WorkingDirectory, Script), "--check"];
        var command = new ProcessStartInfo("/bin/sh", arguments) { RedirectStandardError = true, UseShellExecute = false };
        using var check = Process.Start(command)!;
        var message = check.StandardError.ReadToEnd();
        check.WaitForExit();
        if (check.ExitCode != 0)
        {
            throw new StartRefusedException(message.TrimEnd(), exitCode: 2);
        }
    }
}
