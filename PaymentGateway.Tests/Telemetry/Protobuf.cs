using System.Text;

namespace PaymentGateway.Tests.Telemetry;

/// <summary>As much of protobuf's wire format as reading OTLP takes: numbered fields, some of them messages again.</summary>
internal readonly record struct Protobuf(ReadOnlyMemory<byte> Bytes)
{
    private enum Wire
    {
        Varint = 0,
        Fixed64 = 1,
        Bytes = 2,
        Fixed32 = 5,
    }

    public string Text => Encoding.UTF8.GetString(Bytes.Span);

    public string Hex => Convert.ToHexStringLower(Bytes.Span);

    /// <summary>The nested messages, texts or bytes with this number.</summary>
    public IEnumerable<Protobuf> All(int number) => Fields().Where(field => field.Number == number).Select(field => new Protobuf(field.Bytes));

    public Protobuf One(int number) => All(number).FirstOrDefault();

    /// <summary>A flag may be absent, or there and false.</summary>
    public bool IsTrue(int number) => All(number).Any(flag => flag.Bytes.Span[0] != 0);

    public bool Has(int number) => Fields().Any(field => field.Number == number);

    private List<(int Number, ReadOnlyMemory<byte> Bytes)> Fields()
    {
        var (fields, rest) = (new List<(int, ReadOnlyMemory<byte>)>(), Bytes);
        while (rest.Length > 0)
        {
            var tag = Varint(ref rest);
            var length = (Wire)(tag & 7) switch
            {
                Wire.Varint => LengthOfVarint(rest.Span),
                Wire.Fixed64 => sizeof(ulong),
                Wire.Fixed32 => sizeof(uint),
                Wire.Bytes => (int)Varint(ref rest),
                var unknown => throw new InvalidDataException($"Wire type {unknown}"),
            };
            fields.Add(((int)(tag >> 3), rest[..length]));
            rest = rest[length..];
        }

        return fields;
    }

    private static ulong Varint(ref ReadOnlyMemory<byte> rest)
    {
        var (value, length) = (0UL, LengthOfVarint(rest.Span));
        for (var i = 0; i < length; i++)
        {
            value |= (ulong)(rest.Span[i] & 0x7f) << (7 * i);
        }

        rest = rest[length..];
        return value;
    }

    private static int LengthOfVarint(ReadOnlySpan<byte> bytes)
    {
        var length = 1;
        while ((bytes[length - 1] & 0x80) != 0)
        {
            length++;
        }

        return length;
    }
}
