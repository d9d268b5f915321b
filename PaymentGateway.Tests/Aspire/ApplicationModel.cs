using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Testing;
using PaymentGateway.Tests.Support;

namespace PaymentGateway.Tests.Aspire;

/// <summary>What the AppHost describes, without starting it.</summary>
public sealed class ApplicationModel(ApplicationModel.Created created) : IClassFixture<ApplicationModel.Created>
{
    [Theory]
    [InlineData("api", 8000)]
    [InlineData("checkout", 3001)]
    [InlineData("dashboard", 3000)]
    public void A_published_service_listens_on_its_documented_port(string name, int port) =>
        Assert.Equal(port, EndpointOf(created.Published.Resource(name)).Port);

    [Theory]
    [InlineData("api")]
    [InlineData("checkout")]
    [InlineData("dashboard")]
    public void A_temporary_service_listens_on_any_free_port(string name) =>
        Assert.Null(EndpointOf(created.Temporary.Resource(name)).Port);

    [Theory]
    [InlineData("api", "migrations", WaitType.WaitForCompletion)]
    [InlineData("worker", "migrations", WaitType.WaitForCompletion)]
    [InlineData("checkout", "api", WaitType.WaitUntilHealthy)]
    [InlineData("dashboard", "api", WaitType.WaitUntilHealthy)]
    public void No_service_starts_before_the_migrations_are_complete(string name, string awaited, WaitType type)
    {
        var waits = created.Temporary.Resource(name).Annotations.OfType<WaitAnnotation>();

        Assert.Contains(waits, wait => wait.Resource.Name == awaited && wait.WaitType == type);
    }

    [Theory]
    [InlineData("api", "send-test-webhook")]
    [InlineData("api", "create-test-payment")]
    [InlineData("worker", "pause-worker")]
    [InlineData("worker", "resume-worker")]
    [InlineData("migrations", "reset-demo-data")]
    public void A_resource_has_its_commands(string name, string command) =>
        Assert.True(created.Temporary.Resource(name).HasCommand(command));

    [Fact]
    public void Every_parameter_has_a_description()
    {
        var parameters = created.Temporary.Resources.OfType<ParameterResource>().ToList();

        Assert.NotEmpty(parameters);
        Assert.All(
            parameters, parameter => Assert.False(string.IsNullOrWhiteSpace(parameter.Description), parameter.Name));
    }

    [Fact]
    public void Every_resource_has_an_icon()
    {
        var resources = created.Temporary.Resources // a resource with a parent is its rebuild command, which is hidden
            .Where(resource => resource is not ParameterResource and not IResourceWithParent).ToList();

        Assert.NotEmpty(resources);
        Assert.All(resources, resource => Assert.Single(resource.Annotations.OfType<ResourceIconAnnotation>()));
    }

    [Theory]
    [InlineData("gatewaydb", "postgres", "Host=db.example;Username=u;Password=p")]
    [InlineData("redis", "redis", "redis.example:6379")]
    public async Task A_configured_connection_string_makes_its_server_external(string name, string server, string value)
    {
        await using var model = await AppHostModel.CreateTemporaryAsync($"--ConnectionStrings:{name}={value}");

        Assert.IsType<ParameterResource>(model.Resource(name), exactMatch: false);
        Assert.DoesNotContain(
            model.Resources, resource => resource is not ParameterResource && resource.Name == server);
    }

    [Fact]
    public async Task An_external_database_has_no_reset_command()
    {
        await using var model =
            await AppHostModel.CreateTemporaryAsync("--ConnectionStrings:gatewaydb=Host=db.example");

        Assert.False(model.Resource("migrations").HasCommand("reset-demo-data"));
    }

    [Fact]
    public async Task A_temporary_data_folder_is_deleted_when_the_model_is_disposed()
    {
        string? folder;
        await using (var model = await AppHostModel.CreateTemporaryAsync())
        {
            folder = await model.DataFolderAsync();
            Assert.SkipWhen(folder is null, "The servers are containers: their data is not in a folder.");
        }

        await Eventually.BecomesTrueAsync(() => !Directory.Exists(folder), $"{folder} is deleted");
    }

    private static EndpointAnnotation EndpointOf(IResource resource) =>
        Assert.Single(resource.Annotations.OfType<EndpointAnnotation>());

    public sealed class Created : IAsyncLifetime
    {
        internal IDistributedApplicationTestingBuilder Temporary { get; private set; } = null!;

        internal IDistributedApplicationTestingBuilder Published { get; private set; } = null!;

        public async ValueTask InitializeAsync()
        {
            Temporary = await AppHostModel.CreateTemporaryAsync();
            Published = await AppHostModel.CreatePublishedAsync();
        }

        public async ValueTask DisposeAsync()
        {
            await Temporary.DisposeAsync();
            await Published.DisposeAsync();
        }
    }
}
