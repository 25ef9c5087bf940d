using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Governance.Access;

/// <summary>The secret of a personal access token: <c>gov_</c> and 256 random bits in base64url.</summary>
public static class TokenSecret
{
    public const string Prefix = "gov_";
    private const int Bytes = 32;
    private const int Length = 4 + 43;

    public static string Create() => Prefix + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(Bytes));

    /// <summary>False for what cannot be a token, so that nonsense never reaches the database.</summary>
    public static bool LooksRight(string secret) =>
        secret.Length == Length
        && secret.StartsWith(Prefix, StringComparison.Ordinal)
        && Base64Url.IsValid(secret.AsSpan(Prefix.Length));

    /// <summary>
    /// SHA-256, 64 hex characters. Tokens are found by this hash: how long the index search takes tells nothing about
    /// the secret, because nobody can steer the hash of a guess.
    /// </summary>
    public static string Hash(string secret) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));
}
