using System.Net;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Testing;
using PaymentGateway.AppHost.Local;

namespace PaymentGateway.Tests.Aspire;

public sealed class TheAspireModel
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_has_the_services_of_the_local_runner_at_the_same_ports()
    {
        await using var model = await CreateAsync();

        Assert.All([Topology.Migrations, .. Topology.Services], service =>
        {
            var resource = Resource(model, service.Name);

            Assert.Equal(service.Port, resource.Annotations.OfType<EndpointAnnotation>().SingleOrDefault()?.Port);
        });
    }

    [Theory]
    [InlineData("api")]
    [InlineData("worker")]
    public async Task Nothing_serves_before_the_schema_is_there(string name)
    {
        await using var model = await CreateAsync();

        var waits = Resource(model, name).Annotations.OfType<WaitAnnotation>();

        Assert.Contains(waits, wait => wait.Resource.Name == "migrations" && wait.WaitType == WaitType.WaitForCompletion);
    }

    [Theory]
    [InlineData("api", "send-test-webhook")]
    [InlineData("worker", "pause-worker")]
    [InlineData("worker", "resume-worker")]
    [InlineData("migrations", "reset-demo-data")]
    public async Task What_a_developer_does_often_is_a_command(string name, string command)
    {
        await using var model = await CreateAsync();

        Assert.Contains(Resource(model, name).Annotations.OfType<ResourceCommandAnnotation>(), known => known.Name == command);
    }

    [Fact]
    public async Task It_starts_and_every_address_is_healthy()
    {
        await using var model = await CreateAsync();
        await using var app = await model.BuildAsync(Cancel);
        await app.StartAsync(Cancel);

        foreach (var service in Topology.Services.Where(service => service.Port is not null))
        {
            await app.ResourceNotifications.WaitForResourceHealthyAsync(service.Name, Cancel);
            using var client = app.CreateHttpClient(service.Name, "http");
            using var answer = await client.GetAsync(new Uri("/health", UriKind.Relative), Cancel);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }
    }

    private static Task<IDistributedApplicationTestingBuilder> CreateAsync() =>
        DistributedApplicationTestingBuilder.CreateAsync<Projects.PaymentGateway_AppHost>(["--KeepData=false"], Cancel);

    private static IResource Resource(IDistributedApplicationTestingBuilder model, string name) =>
        model.Resources.Single(resource => resource.Name == name);
}
