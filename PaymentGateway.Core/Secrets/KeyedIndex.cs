using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace PaymentGateway.Core.Secrets;

/// <summary>
/// Places in a table of fixed size for names that others choose, by a hash whose key is this process's own: nobody can choose
/// what falls together, and no number of names makes the table grow or forget.
/// </summary>
/// <param name="size">Of the table, in places.</param>
public sealed class KeyedIndex(int size)
{
    private readonly byte[] _key = RandomNumberGenerator.GetBytes(32);

    /// <returns>Two different places: a name is taken for others only where it shares both.</returns>
    public (int First, int Second) Of(string name)
    {
        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes(name), hash);
        var first = Remainder(hash, size);
        return (first, (first + 1 + Remainder(hash[8..], size - 1)) % size);
    }

    private static int Remainder(ReadOnlySpan<byte> hash, int divisor) =>
        (int)(BinaryPrimitives.ReadUInt64LittleEndian(hash) % (ulong)divisor);
}
