namespace PaymentGateway.AppHost.Servers;

/// <summary>PostgreSQL or Redis as a process of this machine, started by a script: in place of its container.</summary>
internal sealed class LocalServer(string name, string folder) : ExecutableResource(name, "/bin/sh", folder), IResourceWithConnectionString
{
    public EndpointReference Endpoint => field ??= new EndpointReference(this, "tcp");

    public ReferenceExpression ConnectionStringExpression { get; set; } = ReferenceExpression.Empty;
}
