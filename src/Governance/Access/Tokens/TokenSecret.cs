using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Governance.Access;

/// <summary>The secret of a personal access token: <c>gov_</c> and 256 random bits in base64url.</summary>
public static class TokenSecret
{
    /// <summary>Every secret begins with it, so that secret scanners can recognise one.</summary>
    public const string Prefix = "gov_";
    private const int Bytes = 32;
    private const int Length = 4 + 43;

    /// <summary>Creates a random secret.</summary>
    public static string Create() => Prefix + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(Bytes));

    /// <summary>Checks the form of a secret, so that other texts are rejected without a query.</summary>
    public static bool LooksRight(string secret) =>
        secret.Length == Length
        && secret.StartsWith(Prefix, StringComparison.Ordinal)
        && Base64Url.IsValid(secret.AsSpan(Prefix.Length));

    /// <summary>
    /// Returns the SHA-256, 64 hex characters. Tokens are looked up by this hash; the time of the look-up reveals nothing about
    /// the secret, because nobody can control the hash of a guess.
    /// </summary>
    public static string Hash(string secret) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));
}
