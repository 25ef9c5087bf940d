namespace Governance.Platform.Outbound;

/// <summary>The mail server: section <c>Mail</c> of the configuration. Without a host no e-mail is sent.</summary>
public sealed class MailOptions
{
    /// <summary>Name of the configuration section.</summary>
    public const string Section = "Mail";

    /// <summary>Name or address of the SMTP server.</summary>
    public string? Host { get; set; }

    /// <summary>Port of the SMTP server, 1 to 65535.</summary>
    public int Port { get; set; } = 587;

    /// <summary>How the connection is encrypted.</summary>
    public MailTls Tls { get; set; } = MailTls.StartTls;

    /// <summary>User name at the server; none = no sign-in.</summary>
    public string? User { get; set; }

    /// <summary>Password of the user. It is a secret; no log, page or message repeats it.</summary>
    public string? Password { get; set; }

    /// <summary>The address that e-mails are sent from.</summary>
    public string? From { get; set; }
}
