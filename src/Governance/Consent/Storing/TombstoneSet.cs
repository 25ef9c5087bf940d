using System.Security.Cryptography;
using System.Text;

namespace Governance.Consent;

/// <summary>The tombstones of the workspace at one time, to be asked for many pseudonyms.</summary>
public sealed class TombstoneSet
{
    private readonly byte[] _secret;
    private readonly HashSet<string> _hashes;

    internal TombstoneSet(byte[] secret, IEnumerable<byte[]> hashes) =>
        (_secret, _hashes) = (secret, [.. hashes.Select(Convert.ToHexString)]);

    /// <summary>Number of tombstones.</summary>
    public int Count => _hashes.Count;

    /// <summary>Whether the data of the subject with this pseudonym was erased.</summary>
    public bool Contains(string pseudonym) =>
        _hashes.Count > 0 && _hashes.Contains(Convert.ToHexString(Hash(_secret, pseudonym)));

    internal static byte[] Hash(byte[] secret, string pseudonym) =>
        HMACSHA256.HashData(secret, Encoding.UTF8.GetBytes(pseudonym));
}
