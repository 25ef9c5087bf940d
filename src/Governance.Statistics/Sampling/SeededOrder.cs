using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Governance.Statistics.Sampling;

/// <summary>
/// A random order that depends only on the seed and each item's key: items are ranked by SHA-256(seed ‖ key). The order of
/// the input does not matter, and a new item does not change the order of the others.
/// </summary>
public static class SeededOrder
{
    /// <summary>Rank of a key under a seed; compare ranks as bytes. 32 bytes, uniform.</summary>
    public static byte[] Rank(long seed, string key)
    {
        var bytes = new byte[8 + Encoding.UTF8.GetByteCount(key)];
        BinaryPrimitives.WriteInt64BigEndian(bytes, seed);
        Encoding.UTF8.GetBytes(key, bytes.AsSpan(8));
        return SHA256.HashData(bytes);
    }

    /// <summary>The first <paramref name="count"/> keys of the seeded order; a simple random sample without replacement.</summary>
    public static IReadOnlyList<string> Take(IEnumerable<string> keys, long seed, int count) =>
        [
            .. keys.Select(key => (key, rank: Rank(seed, key)))
                .OrderBy(k => k.rank, ByteOrder.Instance)
                .ThenBy(k => k.key, StringComparer.Ordinal)
                .Take(count)
                .Select(k => k.key),
        ];

    private sealed class ByteOrder : IComparer<byte[]>
    {
        public static readonly ByteOrder Instance = new();

        public int Compare(byte[]? x, byte[]? y) => x.AsSpan().SequenceCompareTo(y);
    }
}
