namespace Governance.Platform.Outbound;

/// <summary>Why the portal does not post to an address.</summary>
public enum WebhookAddressFault
{
    /// <summary>It is longer than <see cref="WebhookAddress.MaxLength"/>.</summary>
    TooLong,

    /// <summary>It is no URL.</summary>
    NotAnAddress,

    /// <summary>It contains a user name or a password.</summary>
    Credentials,

    /// <summary>It contains a fragment.</summary>
    Fragment,

    /// <summary>It is not https.</summary>
    NotHttps,

    /// <summary>Its number is inside a private or reserved network.</summary>
    PrivateNetwork,

    /// <summary>Its host name is not public.</summary>
    NotPublic,
}
