using System.Security.Cryptography;
using Microsoft.AspNetCore.StaticAssets;
using Microsoft.Extensions.FileProviders;

namespace PaymentGateway.Checkout.Sdk;

/// <summary>What a merchant who pins the script writes into the page.</summary>
internal sealed record SdkRelease(string Url, string Integrity, string Types)
{
    private const string Script = "sdk/checkout.js";

    public static SdkRelease Of(EndpointDataSource endpoints, IFileProvider files, string origin)
    {
        var pinned = endpoints.Endpoints
            .Select(endpoint => endpoint.Metadata.GetMetadata<StaticAssetDescriptor>())
            .First(asset => asset is { AssetPath: Script, Selectors.Count: 0 } && asset.Route != Script)!;
        // Static assets keep a value of their own, but not in Development.
        using var script = files.GetFileInfo(Script).CreateReadStream();
        return new(
            $"{origin}/{pinned.Route}",
            "sha384-" + Convert.ToBase64String(SHA384.HashData(script)),
            $"{origin}/checkout.d.ts");
    }
}
