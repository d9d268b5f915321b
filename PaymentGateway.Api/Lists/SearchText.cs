namespace PaymentGateway.Api.Lists;

/// <summary>A typed text as the beginning of another: a range of an index that compares byte by byte.</summary>
/// <param name="From">Behind the text itself.</param>
/// <param name="To">Not in the range.</param>
internal sealed record SearchText(string From, string To)
{
    private const string BehindEveryCharacter = "\U0010FFFF";

    /// <summary>No text begins so.</summary>
    public static readonly SearchText None = new(BehindEveryCharacter, "");

    public static SearchText BeginningWith(string text) => new(text, text + BehindEveryCharacter);
}
