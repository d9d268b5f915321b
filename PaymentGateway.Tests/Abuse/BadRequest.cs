using System.Text;

namespace PaymentGateway.Tests.Abuse;

/// <summary>A request that nobody can mean, and what is to be said to it.</summary>
/// <param name="Field">The one at fault, where it is one.</param>
internal sealed record BadRequest(Route Route, string What, byte[] Body, int Status, string Code, string? Field)
{
    public string? ContentType { get; init; } = "application/json";

    public string? ContentEncoding { get; init; }

    public static BadRequest Of(Route route, string body, string? field, string code = "BAD_REQUEST_ERROR", int status = 400) =>
        new(route, body, Encoding.UTF8.GetBytes(body), status, code, field);

    public override string ToString() => $"{Route}: {(What.Length > 120 ? What[..120] + "…" : What)}";
}
