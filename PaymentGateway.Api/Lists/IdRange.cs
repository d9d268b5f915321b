using PaymentGateway.Core.Ids;

namespace PaymentGateway.Api.Lists;

/// <summary>
/// The ids that begin with a text in any case, as ranges of an index that compares byte by byte: one for each way to
/// write the first characters. What the ranges hold beyond that is compared by <see cref="Beginning"/>.
/// </summary>
/// <param name="From">Where each range begins.</param>
/// <param name="To">Where each range ends; not in it.</param>
/// <param name="Beginning">In lower case.</param>
internal sealed record IdRange(string[] From, string[] To, string Beginning)
{
    public static readonly IdRange None = new([], [], "");

    private const int RandomLength = 16;

    // Sixteen ranges at most, each a small part of the index: of five million ids a third of one.
    private const int VariedCharacters = 4;

    private const string BehindEveryCharacter = "~"; // ids hold letters, digits and underscores
    private const string BeforeEveryCharacter = "!";

    /// <summary>A whole id is that one alone, if it exists; otherwise case does not matter.</summary>
    public static async Task<IdRange> FindAsync<TId>(string text, Func<TId, Task<bool>> exists)
        where TId : struct, IPrefixedId<TId> =>
        IsWhole<TId>(text) && await exists(TId.Of(text)) ? OfOne(text) : Of<TId>(text) ?? None;

    /// <summary>Whether the text is a beginning of every such id.</summary>
    public static bool IsOfAll<TId>(string text)
        where TId : struct, IPrefixedId<TId> =>
        text.Length > 0 && TId.Prefix.StartsWith(text, StringComparison.OrdinalIgnoreCase);

    /// <returns>Null: no such id begins with the text.</returns>
    private static IdRange? Of<TId>(string text)
        where TId : struct, IPrefixedId<TId>
    {
        if (!text.StartsWith(TId.Prefix, StringComparison.OrdinalIgnoreCase)
            || !text.All(c => char.IsAsciiLetterOrDigit(c) || c == '_'))
        {
            return null;
        }

        var rest = text[TId.Prefix.Length..];
        IEnumerable<string> beginnings = [TId.Prefix];
        foreach (var letter in rest.Take(VariedCharacters))
        {
            beginnings = beginnings.SelectMany(beginning => CasesOf(letter).Select(variant => beginning + variant));
        }

        string[] from = [.. beginnings];
        string[] to = [.. from.Select(beginning => beginning + BehindEveryCharacter)];
        return new IdRange(from, to, text.ToLowerInvariant());
    }

    private static IdRange OfOne(string id) => new([id], [id + BeforeEveryCharacter], id.ToLowerInvariant());

    private static bool IsWhole<TId>(string text)
        where TId : struct, IPrefixedId<TId> =>
        text.Length == TId.Prefix.Length + RandomLength
        && text.StartsWith(TId.Prefix, StringComparison.OrdinalIgnoreCase);

    private static IEnumerable<char> CasesOf(char letter) =>
        char.IsAsciiLetter(letter) ? [char.ToLowerInvariant(letter), char.ToUpperInvariant(letter)] : [letter];
}
