using System.Security.Cryptography;
using Microsoft.OpenApi;
using PaymentGateway.Core.Merchants;
using Scalar.AspNetCore;

namespace PaymentGateway.Api.OpenApi;

/// <summary>The contract as a document, and as pages to read and try it on.</summary>
internal static class ApiReference
{
    /// <summary>Whether the document is served outside the sandbox too.</summary>
    public const string EnabledSetting = "OpenApi:Enabled";

    private const string Document = "v1";

    public static void AddApiReference(this IHostApplicationBuilder builder) => builder.Services.AddOpenApi(Document, options =>
    {
        options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
        options.CreateSchemaReferenceId = SchemaNames.Of;
        options.AddSchemaTransformer<DescribeSchema>();
        options.AddOperationTransformer<DescribeOperation>();
        options.AddDocumentTransformer<DescribeDocument>();
    });

    public static void MapApiDocument(this IEndpointRouteBuilder routes)
    {
        routes.MapOpenApi("/openapi/{documentName}.json").DisableRequestTimeout().AddEndpointFilter(async (context, next) =>
        {
            var result = await next(context);
            await context.HttpContext.Response.WriteAsync("\n"); // as behind every JSON body
            return result;
        });
        routes.MapOpenApi("/openapi/{documentName}.yaml").DisableRequestTimeout();
    }

    public static void MapApiReference(this IEndpointRouteBuilder routes) =>
        routes.MapScalarApiReference("/scalar", (options, http) =>
        {
            var nonce = Convert.ToBase64String(RandomNumberGenerator.GetBytes(16));
            http.Response.Headers.ContentSecurityPolicy = PolicyWith(nonce);
            options.WithTitle("Payment Gateway API").AddDocument(Document).WithNonce(nonce);
            options.DisableDefaultFonts().DisableTelemetry().DisableAgent().DisableMcp();
            options.AddPreferredSecuritySchemes(SharedParts.Key, SharedParts.Secret)
                .AddApiKeyAuthentication(SharedParts.Key, key => key.WithValue(SandboxMerchant.ApiKey))
                .AddApiKeyAuthentication(SharedParts.Secret, secret => secret.WithValue(SandboxMerchant.ApiSecret));
        });

    // Everything comes from here, and requests go nowhere else. The page styles its own elements.
    private static string PolicyWith(string nonce) =>
        $"default-src 'none'; script-src 'self' 'nonce-{nonce}'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; "
        + "font-src 'self' data:; connect-src 'self'; worker-src 'self' blob:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
}
