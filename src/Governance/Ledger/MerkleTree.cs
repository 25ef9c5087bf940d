using System.Security.Cryptography;

namespace Governance.Ledger;

/// <summary>
/// The Merkle tree of RFC 9162 §2.1 over SHA-256: leaf = H(0x00 ‖ entry), node = H(0x01 ‖ left ‖ right), split at the
/// largest power of two below the count, without padding or duplicated leaves; the root of the empty tree is H("").
/// </summary>
public static class MerkleTree
{
    /// <summary>Returns SHA-256(0x00 ‖ entry), 32 bytes.</summary>
    public static byte[] LeafHash(ReadOnlySpan<byte> entry)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData([0x00]);
        hash.AppendData(entry);
        return hash.GetHashAndReset();
    }

    /// <summary>Returns SHA-256(0x01 ‖ left ‖ right), 32 bytes; both inputs must have 32 bytes.</summary>
    public static byte[] NodeHash(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right)
    {
        Span<byte> input = stackalloc byte[65];
        input[0] = 0x01;
        left.CopyTo(input[1..]);
        right.CopyTo(input[33..]);
        return SHA256.HashData(input);
    }

    /// <summary>
    /// Returns the root over leaf hashes in the given order, with memory proportional to the logarithm of their count: complete
    /// subtrees are merged as soon as they have a sibling of equal size, and the rest from right to left.
    /// </summary>
    public static byte[] Root(IEnumerable<byte[]> leafHashes)
    {
        var subtrees = new Stack<(byte[] Hash, int Level)>();
        foreach (var leaf in leafHashes)
        {
            var (hash, level) = (leaf, 0);
            while (subtrees.TryPeek(out var left) && left.Level == level)
            {
                hash = NodeHash(subtrees.Pop().Hash, hash);
                level++;
            }
            subtrees.Push((hash, level));
        }
        if (subtrees.Count == 0)
            return SHA256.HashData([]);
        var root = subtrees.Pop().Hash;
        while (subtrees.Count > 0)
            root = NodeHash(subtrees.Pop().Hash, root);
        return root;
    }
}
