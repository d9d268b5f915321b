using System.Security.Cryptography;

namespace PaymentGateway.Core.Ids;

/// <summary>An id that names its kind: a prefix and 16 random letters or digits, as in <c>pay_H8sK3jD9s2L1pQrT</c>.</summary>
public interface IPrefixedId<TSelf>
    where TSelf : struct, IPrefixedId<TSelf>
{
    static abstract string Prefix { get; }

    string Value { get; }

    static abstract TSelf Of(string value);
}

public static class PrefixedId
{
    /// <summary>The width of every id column.</summary>
    public const int MaxLength = 64;

    private const int RandomLength = 16; // 62^16: 95 bits, beyond guessing
    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    extension<TId>(TId)
        where TId : struct, IPrefixedId<TId>
    {
        public static TId New() => TId.Of(TId.Prefix + RandomNumberGenerator.GetString(Alphabet, RandomLength));
    }

    /// <summary>An ill-formed id is an unknown one, not a bad request: it becomes an id that no row has.</summary>
    public static TId ParseOrUnknown<TId>(string? text)
        where TId : struct, IPrefixedId<TId> =>
        TId.Of(IsWellFormed(text, TId.Prefix) ? text! : string.Empty);

    private static bool IsWellFormed(string? text, string prefix) =>
        text is not null
        && text.Length > prefix.Length
        && text.Length <= MaxLength
        && text.StartsWith(prefix, StringComparison.Ordinal)
        && text.AsSpan(prefix.Length).IndexOfAnyExcept(WordCharacters) < 0;

    private static readonly System.Buffers.SearchValues<char> WordCharacters =
        System.Buffers.SearchValues.Create(Alphabet + "_");
}
