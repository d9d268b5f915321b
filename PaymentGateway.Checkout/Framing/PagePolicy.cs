using System.Text;

namespace PaymentGateway.Checkout.Framing;

/// <summary>Who may frame the page, and what the page may load: nothing but its own files and the Api.</summary>
internal sealed class PagePolicy(Sandbox sandbox, GatewayAddress gateway)
{
    /// <summary>Without registered origins any shop may frame the page in the sandbox, and none elsewhere.</summary>
    public bool AllowsAnyOrigin(IReadOnlyCollection<string> origins) => sandbox.IsOn && origins.Count == 0;

    /// <summary>Registered origins, less what would not survive in a header.</summary>
    public static IReadOnlyList<string> Clean(IEnumerable<string>? origins) =>
        [.. (origins ?? []).Where(origin => Ascii.IsValid(origin) && Uri.TryCreate(origin, UriKind.Absolute, out var uri)
            && uri.Scheme is "http" or "https" && uri.GetLeftPart(UriPartial.Authority) == origin)];

    public string Csp(IReadOnlyCollection<string> origins, string styleNonce)
    {
        var ancestors = AllowsAnyOrigin(origins) ? "" : $" frame-ancestors {string.Join(' ', origins.Prepend("'self'"))};";
        return $"default-src 'none'; script-src 'self'; style-src 'nonce-{styleNonce}'; img-src 'self'; " +
            $"connect-src 'self' {gateway.PublicOrigin}; base-uri 'none'; form-action 'none'; object-src 'none'; " +
            $"require-trusted-types-for 'script'; report-uri {CspReports.Path};{ancestors}";
    }
}
