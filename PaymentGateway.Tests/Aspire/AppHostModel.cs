using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace PaymentGateway.Tests.Aspire;

/// <summary>The model of the AppHost with the settings of a test, not started.</summary>
internal static class AppHostModel
{
    // Without the last one a stop takes 30 s.
    private static readonly string[] Temporary = ["--temporary", "--DcpPublisher:WaitForResourceCleanup=false"];

    public static async Task<IDistributedApplicationTestingBuilder> CreateTemporaryAsync(params string[] arguments)
    {
        var model = await CreateAsync([.. Temporary, .. arguments]);
        model.Services.AddLogging(logging => logging.ClearProviders()); // else the console shows every process's log
        return model;
    }

    public static Task<IDistributedApplicationTestingBuilder> CreatePublishedAsync() =>
        CreateAsync(["--operation", "publish", "--step", "publish-manifest"]);

    public static IResource Resource(this IDistributedApplicationTestingBuilder model, string name) =>
        model.Resources.Single(resource => resource.Name == name);

    public static bool HasCommand(this IResource resource, string name) =>
        resource.Annotations.OfType<ResourceCommandAnnotation>().Any(command => command.Name == name);

    /// <summary>Read from the arguments of PostgreSQL's start script. Null where the servers are containers.</summary>
    public static async Task<string?> DataFolderAsync(this IDistributedApplicationTestingBuilder model)
    {
        if (model.Resource("postgres") is not ExecutableResource postgres)
        {
            return null;
        }

        var arguments = new List<object>();
        foreach (var annotation in postgres.Annotations.OfType<CommandLineArgsCallbackAnnotation>())
        {
            await annotation.Callback(new CommandLineArgsCallbackContext(arguments));
        }

        var data = Assert.IsType<string>(arguments[^1]);
        var folder = Path.GetFullPath(Path.Combine(data, ".."), postgres.WorkingDirectory);
        Assert.True(Directory.Exists(folder), folder);
        return folder;
    }

    /// <returns>The connection string of the gateway's database. A server in a container has none in its own.</returns>
    public static async Task<string> DatabaseAsync(this DistributedApplication application)
    {
        var model = application.Services.GetRequiredService<DistributedApplicationModel>();
        var name = model.Resources.Any(resource => resource.Name == "gatewaydb") ? "gatewaydb" : "postgres";
        return (await application.GetConnectionStringAsync(name))!;
    }

    private static Task<IDistributedApplicationTestingBuilder> CreateAsync(string[] arguments) =>
        DistributedApplicationTestingBuilder.CreateAsync<Projects.PaymentGateway_AppHost>(arguments);
}
