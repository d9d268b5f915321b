namespace PaymentGateway.Dashboard.Components.Shared;

/// <summary>A text that is only there when it is asked for: Blazor sends a parameter that is a string to the browser, shown or not.</summary>
public sealed class Secret
{
    private readonly string _text;

    private Secret(string text) => _text = text;

    public static Secret? Of(string? text) => text is null ? null : new(text);

    public string Reveal() => _text;

    public override string ToString() => "••••••••";
}
