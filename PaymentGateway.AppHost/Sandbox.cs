using PaymentGateway.AppHost.Start;

namespace PaymentGateway.AppHost;

internal static class Sandbox
{
    private static readonly string[] Switches =
        ["TEST_MODE", "TEST_PAYMENT_SUCCESS", "TEST_PROCESSING_DELAY", "TEST_DECISION_TIMEOUT", "WEBHOOK_RETRY_INTERVALS_TEST"];

    /// <summary>Development unless the environment says otherwise, with the switches of the test mode. Nothing of it is published.</summary>
    public static IResourceBuilder<ProjectResource> RunInSandbox(this IResourceBuilder<ProjectResource> project, GatewayStart start)
    {
        if (start.Options.IsPublishing)
        {
            return project;
        }

#pragma warning disable ASPIRECERTIFICATES001 // without it Aspire warns of a development certificate, which nothing here uses
        project.WithoutHttpsCertificate();
#pragma warning restore ASPIRECERTIFICATES001
        project.RunBuilt();
        return project.WithEnvironment(context =>
        {
            var variables = context.EnvironmentVariables;
            variables["ASPNETCORE_ENVIRONMENT"] = variables["DOTNET_ENVIRONMENT"] = Mode;
            variables["Queue__DrainTime"] = "00:00:04"; // Aspire kills after 6 s
            variables["OTEL_EXPORTER_OTLP_TIMEOUT"] = "1000"; // the dashboard may have stopped before the service
            if (start.Options.IsTemporary)
            {
                variables.Remove("OTEL_EXPORTER_OTLP_ENDPOINT"); // tests run without the dashboard: nothing listens there
            }

            foreach (var name in Switches)
            {
                if (Environment.GetEnvironmentVariable(name) is { Length: > 0 } value)
                {
                    variables[name] = value;
                }
            }
        });
    }

    public static bool IsDevelopment => Mode == "Development";

    private static string Mode => Environment.GetEnvironmentVariable("ASPNETCORE_ENVIRONMENT")
        ?? Environment.GetEnvironmentVariable("DOTNET_ENVIRONMENT") ?? "Development";

    // Aspire starts a project with "dotnet run", which costs five seconds and 140 MB for each process. A debugger needs it.
    private static void RunBuilt(this IResourceBuilder<ProjectResource> project)
    {
        if (OperatingSystem.IsWindows() || Environment.GetEnvironmentVariable("DEBUG_SESSION_PORT") is not null)
        {
            return;
        }

        var file = project.Resource.GetProjectMetadata().ProjectPath;
        var folder = Path.GetDirectoryName(file)!;
        var output = Path.Combine([folder, .. AppContext.BaseDirectory.TrimEnd('/').Split('/')[^3..]]); // bin/Debug/net10.0
        project.WithAnnotation(new ExecutableAnnotation
        {
            Command = Path.Combine(output, Path.GetFileNameWithoutExtension(file)),
            WorkingDirectory = folder,
        });
    }
}
