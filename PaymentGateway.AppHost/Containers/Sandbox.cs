namespace PaymentGateway.AppHost.Containers;

internal static class Sandbox
{
    private static readonly string[] Switches =
        ["TEST_MODE", "TEST_PAYMENT_SUCCESS", "TEST_PROCESSING_DELAY", "WEBHOOK_RETRY_INTERVALS_TEST"];

    /// <summary>Development unless told otherwise, and the switches of the test mode. Nothing of it is published.</summary>
    public static IResourceBuilder<ProjectResource> RunInSandbox(this IResourceBuilder<ProjectResource> project)
    {
        if (!project.ApplicationBuilder.ExecutionContext.IsRunMode)
        {
            return project;
        }

        project
            .WithEnvironment("ASPNETCORE_ENVIRONMENT", Mode("ASPNETCORE_ENVIRONMENT", "DOTNET_ENVIRONMENT"))
            .WithEnvironment("DOTNET_ENVIRONMENT", Mode("DOTNET_ENVIRONMENT", "ASPNETCORE_ENVIRONMENT"));
        foreach (var name in Switches)
        {
            if (Environment.GetEnvironmentVariable(name) is { Length: > 0 } value)
            {
                project.WithEnvironment(name, value);
            }
        }

        return project;
    }

    private static string Mode(string variable, string other) => Environment.GetEnvironmentVariable(variable)
        ?? Environment.GetEnvironmentVariable(other) ?? "Development";
}
