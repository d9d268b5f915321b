using PaymentGateway.AppHost.Start;

namespace PaymentGateway.AppHost;

internal static class Listening
{
    /// <summary>One process listens itself; several share the port behind Aspire's proxy, which costs half a millisecond.</summary>
    public static IResourceBuilder<ProjectResource> ListenOn(
        this IResourceBuilder<ProjectResource> project, GatewayStart start, int usualPort, int processes = 1)
    {
        project.WithHttpEndpoint(port: start.Port(project.Resource.Name, usualPort))
            .WithExternalHttpEndpoints()
            .WithHttpHealthCheck("/health")
            .WithReplicas(processes);
        return processes > 1 || start.Options.IsPublishing ? project : project.WithEndpoint("http", endpoint => endpoint.IsProxied = false);
    }
}
