using System.Text.Json.Nodes;
using PaymentGateway.Api.Errors;
using PaymentGateway.Tests.Support;

namespace PaymentGateway.Tests.Contracts;

public sealed class TheOpenApiDocument(Servers servers)
{
    [Fact]
    public async Task It_is_valid_and_so_is_every_example_in_it()
    {
        Assert.SkipUnless(Directory.Exists(OpenApiLint.Folder), "needs the linter: npm ci --prefix PaymentGateway.Tests");
        var contract = await ReadAsync();

        Assert.Equal("3.1", ((string)contract.Root["openapi"]!)[..3]);
        Assert.Equal("", await OpenApiLint.RunAsync(contract.Text));
    }

    [Fact]
    public async Task It_says_of_every_field_what_it_is_and_shows_one()
    {
        var contract = await ReadAsync();

        var silent =
            from schema in contract.Root["components"]!["schemas"]!.AsObject()
            from field in Fields(schema.Key, schema.Value!)
            where field.Schema["$ref"] is null && field.Schema["oneOf"] is null // what is referred to speaks for itself
            where field.Schema["description"] is null || (field.Schema["examples"] is null && !IsListOfOurs(field.Schema) && field.Schema["properties"] is null)
            select field.Name;

        Assert.Empty(silent);
    }

    [Fact]
    public async Task It_says_of_every_operation_what_it_does_and_of_every_parameter_what_it_takes()
    {
        var contract = await ReadAsync();

        Assert.All(contract.Operations, operation =>
        {
            Assert.False(string.IsNullOrEmpty((string?)operation.Node["summary"]), operation.ToString());
            Assert.Single(operation.Node["tags"]!.AsArray());
            Assert.All(operation.Parameters, parameter => Assert.NotNull(parameter["description"]));
        });
    }

    [Fact]
    public async Task It_can_be_had_as_yaml_too()
    {
        var gateway = await servers.SharedGatewayAsync();

        Assert.StartsWith("openapi: '3.1", await gateway.Api.GetStringAsync("/openapi/v1.yaml"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_has_every_route_that_is_mapped_and_no_other()
    {
        var contract = await ReadAsync();
        await using var api = MappedRoutes.InProcess<ApiError>("Development");

        var mapped = MappedRoutes.Of(api).Where(route => !IsReference(route));

        Assert.Equal(
            mapped.Order(StringComparer.Ordinal),
            contract.Operations.Select(operation => operation.ToString()).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Outside_the_sandbox_there_is_no_document_and_nothing_for_tests()
    {
        await using var api = MappedRoutes.InProcess<ApiError>("Production");

        var routes = MappedRoutes.Of(api).ToList();

        Assert.Contains("GET /api/v1/payments", routes);
        Assert.DoesNotContain(routes, route => IsReference(route) || route.Contains("/api/v1/test", StringComparison.Ordinal));
    }

    private async Task<ApiContract> ReadAsync() => await ApiContract.ReadAsync(await servers.SharedGatewayAsync());

    private static IEnumerable<(string Name, JsonNode Schema)> Fields(string path, JsonNode schema) =>
        (schema["properties"]?.AsObject() ?? []).SelectMany(field =>
            Fields($"{path}.{field.Key}", field.Value!).Prepend(($"{path}.{field.Key}", field.Value!)));

    private static bool IsListOfOurs(JsonNode schema) => schema["items"]?["$ref"] is not null;

    private static bool IsReference(string route) =>
        route.Contains(" /openapi/", StringComparison.Ordinal) || route.Contains(" /scalar", StringComparison.Ordinal);
}
