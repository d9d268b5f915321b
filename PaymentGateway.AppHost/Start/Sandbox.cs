namespace PaymentGateway.AppHost.Start;

internal static class Sandbox
{
    private static readonly string[] Switches = ["TEST_MODE", "TEST_PAYMENT_SUCCESS", "TEST_PROCESSING_DELAY",
        "TEST_DECISION_TIMEOUT", "WEBHOOK_RETRY_INTERVALS_TEST"];

    public static bool IsDevelopment => Mode == "Development";

    /// <summary>The environment of the services.</summary>
    public static string Mode => Environment.GetEnvironmentVariable("ASPNETCORE_ENVIRONMENT")
        ?? Environment.GetEnvironmentVariable("DOTNET_ENVIRONMENT") ?? "Development";

    /// <summary>Development unless the environment says otherwise, with the test mode's switches. Not published.</summary>
    public static IResourceBuilder<ProjectResource> RunInSandbox(
        this IResourceBuilder<ProjectResource> project, GatewayStart start)
    {
        if (start.Options.IsPublishing)
        {
            return project;
        }

#pragma warning disable ASPIRECERTIFICATES001 // Aspire would warn of a development certificate, which nothing uses
        project.WithoutHttpsCertificate();
#pragma warning restore ASPIRECERTIFICATES001
        project.RunBuilt();
        return project.WithEnvironment(context =>
        {
            var variables = context.EnvironmentVariables;
            variables["ASPNETCORE_ENVIRONMENT"] = variables["DOTNET_ENVIRONMENT"] = Mode;
            variables["Queue__DrainTime"] = "00:00:04"; // Aspire kills after 6 s
            variables["OTEL_EXPORTER_OTLP_TIMEOUT"] = "1000"; // the dashboard may stop before the service
            variables["OTEL_METRIC_EXPORT_INTERVAL"] = "5000"; // each second, as Aspire sets it, keeps all of them busy while nothing happens
            variables.Remove("OTEL_TRACES_SAMPLER"); // Aspire's always_on would show idle polling
            if (start.Options.IsTemporary)
            {
                variables.Remove("OTEL_EXPORTER_OTLP_ENDPOINT"); // tests run without the dashboard
            }

            foreach (var name in Switches.Where(name => Environment.GetEnvironmentVariable(name) is { Length: > 0 }))
            {
                variables[name] = Environment.GetEnvironmentVariable(name)!;
            }
        });
    }

    /// <summary>One process listens itself; several share a port behind Aspire's proxy, which takes 0.5 ms.</summary>
    public static IResourceBuilder<ProjectResource> ListenOn(
        this IResourceBuilder<ProjectResource> project, GatewayStart start, int usualPort, int processes = 1) => project
            .WithReplicas(processes)
            .WithHttpEndpoint(port: start.Port(project.Resource.Name, usualPort))
            .WithExternalHttpEndpoints()
            .WithHttpHealthCheck("/health")
            .WithEndpoint("http", endpoint => endpoint.IsProxied = processes > 1 || start.Options.IsPublishing);

    // Aspire starts a project by "dotnet run", which costs 5 s and 140 MB per process. A debugger needs it.
    private static void RunBuilt(this IResourceBuilder<ProjectResource> project)
    {
        if (!OperatingSystem.IsWindows() && Environment.GetEnvironmentVariable("DEBUG_SESSION_PORT") is null)
        {
            var file = project.Resource.GetProjectMetadata().ProjectPath;
            var folder = Path.GetDirectoryName(file)!;
            var output = Path.Combine(AppContext.BaseDirectory.TrimEnd('/').Split('/')[^3..]); // bin/Debug/net10.0
            var command = Path.Combine(folder, output, Path.GetFileNameWithoutExtension(file));
            project.WithAnnotation(new ExecutableAnnotation { Command = command, WorkingDirectory = folder });
        }
    }
}
