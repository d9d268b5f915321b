using System.Buffers.Text;
using System.Security.Claims;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Authentication;
using PaymentGateway.Dashboard.Gateway;

namespace PaymentGateway.Dashboard.Sessions;

/// <summary>One log-in as it travels in the browser's cookie, encrypted: any dashboard that has the keys can continue it.</summary>
// A class: a record's ToString would print the key.
internal sealed class SessionState
{
    private const string Claim = "session";
    private const string Item = "session";

    public required string Key { get; init; }

    public required IssuedSession Issued { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>When the person last did something.</summary>
    public required DateTimeOffset UsedAt { get; init; }

    public static SessionState Start(IssuedSession issued, DateTimeOffset now) => new()
    {
        Key = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32)),
        Issued = issued,
        StartedAt = now,
        UsedAt = now,
    };

    public static string? KeyOf(ClaimsPrincipal? user) => user?.FindFirstValue(Claim);

    public ClaimsPrincipal ToPrincipal(string scheme) => new(new ClaimsIdentity([new Claim(Claim, Key)], scheme));

    public AuthenticationProperties ToProperties() => new(new Dictionary<string, string?>(StringComparer.Ordinal) { [Item] = ToJson() });

    /// <returns>Null: the cookie is of another version of this program.</returns>
    public static SessionState? Read(AuthenticationProperties properties) =>
        properties.Items.TryGetValue(Item, out var json) && json is not null ? Parse(json) : null;

    public string ToJson() => JsonSerializer.Serialize(this, SessionStateJson.Default.SessionState);

    public static SessionState? Parse(string json)
    {
        try
        {
            return JsonSerializer.Deserialize(json, SessionStateJson.Default.SessionState);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

[JsonSerializable(typeof(SessionState))]
internal sealed partial class SessionStateJson : JsonSerializerContext;
