using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Governance.Platform.Outbound;

/// <summary>
/// The signature of a webhook: HMAC-SHA-256 (RFC 2104) over the timestamp, a dot and the body, so that neither can be changed and an
/// old call can be recognised by its time.
/// </summary>
public static class WebhookSignature
{
    /// <summary>Header with the seconds since 1970 at which the call was signed.</summary>
    public const string TimestampHeader = "Governance-Timestamp";

    /// <summary>Header with <c>v1=</c> and 64 hex characters.</summary>
    public const string SignatureHeader = "Governance-Signature";

    /// <summary>A new secret: 32 random bytes, as base64url after <c>gws_</c>.</summary>
    public static string NewSecret() =>
        "gws_"
        + Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)).TrimEnd('=').Replace('+', '-').Replace('/', '_');

    /// <summary>The value of <see cref="SignatureHeader"/>.</summary>
    public static string Of(string secret, long timestamp, ReadOnlySpan<byte> body)
    {
        using var hmac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(secret));
        hmac.AppendData(Encoding.UTF8.GetBytes(timestamp.ToString(CultureInfo.InvariantCulture) + "."));
        hmac.AppendData(body);
        return "v1=" + Convert.ToHexStringLower(hmac.GetHashAndReset());
    }
}
