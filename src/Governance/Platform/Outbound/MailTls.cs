namespace Governance.Platform.Outbound;

/// <summary>How the connection to the mail server is encrypted.</summary>
public enum MailTls
{
    /// <summary>By STARTTLS, which the server must offer; usually port 587.</summary>
    StartTls,

    /// <summary>From the first byte on; usually port 465.</summary>
    OnConnect,

    /// <summary>Not at all, for a relay on the same machine or in a closed network. It cannot be used with a password.</summary>
    None,
}
