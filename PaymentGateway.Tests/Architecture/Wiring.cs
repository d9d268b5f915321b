namespace PaymentGateway.Tests.Architecture;

/// <summary>How services are told of each other.</summary>
internal static class Wiring
{
    private static readonly string[] Kinds = ["ConnectionStrings__", "services__", "Origins__"];

    public static IEnumerable<string> ReferencesIn(IEnumerable<string> keys) => keys
        .Where(key => Kinds.Any(kind => key.StartsWith(kind, StringComparison.Ordinal)))
        .Order(StringComparer.Ordinal);
}
