using System.Net;

namespace Governance.Platform.Outbound;

/// <summary>
/// The rule for the address of a webhook. It refuses what can be seen in the address itself; the addresses that a host name resolves
/// to are checked at each call, by <see cref="WebhookClient"/>.
/// </summary>
public static class WebhookAddress
{
    /// <summary>Most characters of an address.</summary>
    public const int MaxLength = 500;

    /// <summary>The address, or why it cannot be used.</summary>
    public static Result<Uri> Read(string text, WebhookOptions options)
    {
        if (text.Length > MaxLength)
            return new WebhookAddressInvalid(text, WebhookAddressFault.TooLong);
        if (
            text.Any(c => c is <= ' ' or >= (char)0x7f or '\\')
            || !Uri.TryCreate(text, UriKind.Absolute, out var uri)
            || uri.Scheme is not ("https" or "http")
            || uri.Host.Length == 0
        )
            return new WebhookAddressInvalid(text, WebhookAddressFault.NotAnAddress);
        if (uri.UserInfo.Length > 0)
            return new WebhookAddressInvalid(text, WebhookAddressFault.Credentials);
        if (uri.Fragment.Length > 0)
            return new WebhookAddressInvalid(text, WebhookAddressFault.Fragment);
        if (options.Allows(uri))
            return uri;
        if (uri.Scheme != Uri.UriSchemeHttps)
            return new WebhookAddressInvalid(text, WebhookAddressFault.NotHttps);
        // The parser has turned decimal, octal and hexadecimal forms into the usual one.
        if (IPAddress.TryParse(uri.Host.Trim('[', ']'), out var address))
            return PublicAddress.Is(address)
                ? uri
                : new WebhookAddressInvalid(text, WebhookAddressFault.PrivateNetwork);
        return IsLocal(uri.IdnHost) ? new WebhookAddressInvalid(text, WebhookAddressFault.NotPublic) : uri;
    }

    /// <summary>Names of the machine itself, and those without a dot, which only a local network resolves.</summary>
    private static bool IsLocal(string host)
    {
        var name = host.TrimEnd('.');
        return !name.Contains('.', StringComparison.Ordinal)
            || name.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase)
            || name.EndsWith(".local", StringComparison.OrdinalIgnoreCase)
            || name.EndsWith(".internal", StringComparison.OrdinalIgnoreCase);
    }
}
