using System.Reflection;
using System.Xml.Linq;
using PaymentGateway.Core.Persistence;
using PaymentGateway.Tests.Support;

namespace PaymentGateway.Tests.Architecture;

/// <summary>References point one way: hosts know Core and ServiceDefaults, and neither knows a host.</summary>
public sealed class DependencyTests
{
    [Theory]
    [InlineData("Core")]
    [InlineData("ServiceDefaults")]
    [InlineData("Api", "Core", "ServiceDefaults")]
    [InlineData("Worker", "Core", "ServiceDefaults")]
    [InlineData("Dashboard", "ServiceDefaults")]
    [InlineData("Checkout", "ServiceDefaults")]
    [InlineData("AppHost", "Api", "Checkout", "Dashboard", "Worker")]
    public void A_project_refers_to_what_its_place_allows(string project, params string[] allowed)
    {
        var file = Path.Combine(SourceTree.Root, $"PaymentGateway.{project}", $"PaymentGateway.{project}.csproj");

        var referred = XDocument.Load(file).Descendants("ProjectReference")
            .Select(reference => reference.Attribute("Include")?.Value).OfType<string>()
            .Select(path => path.Split('\\', '/')[^1].Replace("PaymentGateway.", "", StringComparison.Ordinal)
                .Replace(".csproj", "", StringComparison.Ordinal));

        Assert.Equal(allowed.Order(), referred.Order());
    }

    [Fact]
    public void Core_knows_no_web_server_and_runs_no_loop()
    {
        var core = typeof(GatewayDb).Assembly;

        var forbidden = core.GetReferencedAssemblies().Select(assembly => assembly.Name!)
            .Where(name => name.StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal)
                && !name.StartsWith("Microsoft.AspNetCore.DataProtection", StringComparison.Ordinal));

        Assert.Empty(forbidden);
        Assert.DoesNotContain(core.GetTypes(), type => type.GetInterfaces().Any(i => i.Name == "IHostedService"));
    }

    [Fact]
    public void Every_request_of_the_api_is_public_so_that_it_is_validated()
    {
        var api = Assembly.Load("PaymentGateway.Api");

        var hidden = api.GetTypes().Where(type => type.Name.EndsWith("Request", StringComparison.Ordinal) && !type.IsPublic);

        Assert.Empty(hidden);
    }

    [Fact]
    public void Entities_have_no_public_setters_but_where_it_is_meant()
    {
        var open = typeof(GatewayDb).Assembly.GetTypes()
            .Where(type => type is { IsClass: true, IsPublic: true } && type.GetConstructors().Length == 0)
            .SelectMany(type => type.GetProperties().Where(property => property.SetMethod is { IsPublic: true } setter && !IsInit(setter))
                .Select(property => $"{type.Name}.{property.Name}"))
            .Where(name => !name.StartsWith("Merchant.", StringComparison.Ordinal));

        Assert.Empty(open);
    }

    private static bool IsInit(MethodInfo setter) => setter.ReturnParameter.GetRequiredCustomModifiers()
        .Contains(typeof(System.Runtime.CompilerServices.IsExternalInit));
}
