using PaymentGateway.Tests.Support;

namespace PaymentGateway.Tests.Contracts;

/// <summary>Redocly's linter: the schema of OpenAPI itself, and that every example is valid by the schema it stands at.</summary>
internal static class OpenApiLint
{
    public static string Folder { get; } = Path.Combine(SourceTree.Root, "PaymentGateway.Tests", "node_modules", "@redocly", "openapi-core");

    // A probe refuses nobody: it has no answer of 4xx.
    private const string Script = """
        const [file, folder] = process.argv.slice(1);
        const { lintFromString, createConfig } = await import(`${folder}/lib/index.js`);
        const { readFileSync } = await import('node:fs');
        const config = await createConfig({ extends: ['recommended-strict'], rules: {
          'operation-4xx-response': 'off', 'no-invalid-media-type-examples': 'error', 'no-invalid-schema-examples': 'error',
          'no-invalid-parameter-examples': 'error', 'operation-description': 'off', 'no-unused-components': 'error' } });
        const problems = await lintFromString({ source: readFileSync(file, 'utf8'), absoluteRef: file, config });
        for (const { ruleId, message, location } of problems) console.log(`${ruleId}: ${message} at ${location[0]?.pointer}`);
        """;

    /// <returns>A line for each fault.</returns>
    public static async Task<string> RunAsync(string document)
    {
        var file = Path.Combine(Path.GetTempPath(), $"openapi-{Guid.NewGuid():N}.json");
        await File.WriteAllTextAsync(file, document);
        try
        {
            return await Node.RunAsync($"(async () => {{ {Script} }})()", file, Folder);
        }
        finally
        {
            File.Delete(file);
        }
    }
}
