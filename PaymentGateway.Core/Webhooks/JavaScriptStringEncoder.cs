using System.Globalization;
using System.Text.Encodings.Web;

namespace PaymentGateway.Core.Webhooks;

/// <summary>
/// Escapes what <c>JSON.stringify</c> escapes and nothing else: quotes, backslashes, U+0000–U+001F and lone surrogates.
/// The built-in encoders also escape emoji, U+2028 and U+007F, which voids a signature made over re-serialised JSON.
/// </summary>
internal sealed unsafe class JavaScriptStringEncoder : JavaScriptEncoder
{
    public static readonly JavaScriptStringEncoder Instance = new();

    public override int MaxOutputCharactersPerInputCharacter => 6;

    public override bool WillEncode(int unicodeScalar) =>
        unicodeScalar is < 0x20 or '"' or '\\' or (>= 0xD800 and <= 0xDFFF);

    public override int FindFirstCharacterToEncode(char* text, int textLength)
    {
        for (var i = 0; i < textLength; i++)
        {
            if (char.IsHighSurrogate(text[i]) && i + 1 < textLength && char.IsLowSurrogate(text[i + 1]))
            {
                i++;
            }
            else if (WillEncode(text[i]))
            {
                return i;
            }
        }

        return -1;
    }

    public override bool TryEncodeUnicodeScalar(
        int unicodeScalar, char* buffer, int bufferLength, out int numberOfCharactersWritten)
    {
        var escaped = Escape(unicodeScalar);
        numberOfCharactersWritten = 0;
        if (escaped.Length > bufferLength)
        {
            return false;
        }

        escaped.CopyTo(new Span<char>(buffer, bufferLength));
        numberOfCharactersWritten = escaped.Length;
        return true;
    }

    private static string Escape(int scalar) => scalar switch
    {
        '"' => "\\\"",
        '\\' => @"\\",
        '\b' => "\\b",
        '\t' => "\\t",
        '\n' => "\\n",
        '\f' => "\\f",
        '\r' => "\\r",
        < 0x20 or (>= 0xD800 and <= 0xDFFF) => "\\u" + scalar.ToString("x4", CultureInfo.InvariantCulture),
        _ => char.ConvertFromUtf32(scalar),
    };
}
