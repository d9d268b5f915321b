using Microsoft.Extensions.Configuration.Memory;

namespace PaymentGateway.AppHost.Containers;

internal static class Sandbox
{
    private const string PublishedKey = "development only: this key is public and protects nothing";

    private static readonly string[] Switches =
        ["TEST_MODE", "TEST_PAYMENT_SUCCESS", "TEST_PROCESSING_DELAY", "TEST_DECISION_TIMEOUT", "WEBHOOK_RETRY_INTERVALS_TEST"];

    /// <summary>
    /// Passwords for a developer's machine, of the lowest rank: any configuration wins. Whoever publishes is asked for others,
    /// so that none of these can be deployed.
    /// </summary>
    public static void AddSandboxSecrets(this IDistributedApplicationBuilder builder)
    {
        if (builder.ExecutionContext.IsRunMode)
        {
            builder.Configuration.Sources.Insert(0, new MemoryConfigurationSource
            {
                InitialData = new Dictionary<string, string?>
                {
                    ["Parameters:postgrespassword"] = "gateway_pass",
                    ["Parameters:redispassword"] = "gateway_pass",
                    // One's own from .env, by the name that compose and the local runner know it by.
                    ["Parameters:masterkey"] =
                        Environment.GetEnvironmentVariable("Security__MasterKey") is { Length: > 0 } own ? own : PublishedKey,
                },
            });
        }
    }

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
