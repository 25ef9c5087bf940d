using System.Net.Sockets;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using Microsoft.Extensions.Options;
using MimeKit;

namespace Governance.Platform.Outbound;

/// <summary>Sends e-mails through the configured mail server. One connection for each e-mail.</summary>
public class Mailer(IOptions<MailOptions> options, TimeProvider time)
{
    /// <summary>Longest time for one e-mail.</summary>
    public static readonly TimeSpan TimeLimit = TimeSpan.FromSeconds(30);

    /// <summary>Whether a mail server is configured.</summary>
    public bool Configured => !string.IsNullOrEmpty(options.Value.Host);

    /// <summary>
    /// Sends an e-mail; null once the server has accepted it. When the connection breaks after that and before the answer
    /// arrives, the e-mail counts as not sent, and the next attempt has the same Message-ID.
    /// </summary>
    public async Task<SendFailure?> SendAsync(OutgoingMail mail, CancellationToken ct)
    {
        if (!Configured)
            return new(new NoMailServer(), Final: true);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(TimeLimit);
        try
        {
            await DeliverAsync(mail, options.Value, limit.Token);
            return null;
        }
        catch (SmtpCommandException refused)
        {
            // 5yz is permanent (RFC 5321 §4.2.1).
            var status = (int)refused.StatusCode;
            return new(new MailRefused(status), Final: status >= 500);
        }
        catch (Exception e) when (e is AuthenticationException or ServiceNotAuthenticatedException)
        {
            return new(new MailSignInRefused(), Final: false);
        }
        catch (Exception e) when (e is SslHandshakeException or NotSupportedException)
        {
            return new(new MailNotEncrypted(), Final: false);
        }
        catch (Exception e) when (IsAway(e) && !ct.IsCancellationRequested)
        {
            return new(new MailServerUnreachable(), Final: false);
        }
    }

    /// <summary>A client that trusts the certificates that the machine trusts. Tests trust one of their own.</summary>
    protected virtual SmtpClient Client() => new();

    private static bool IsAway(Exception e) =>
        e
            is OperationCanceledException
                or SocketException
                or IOException
                or ProtocolException
                or TimeoutException
                or ServiceNotConnectedException;

    private static async Task SignInAsync(SmtpClient client, MailOptions settings, CancellationToken ct)
    {
        try
        {
            await client.AuthenticateAsync(settings.User!, settings.Password!, ct);
        }
        catch (NotSupportedException unsupported)
        {
            // The server offers no sign-in, or none that the client knows.
            throw new AuthenticationException("The mail server offers no sign-in.", unsupported);
        }
    }

    private async Task DeliverAsync(OutgoingMail mail, MailOptions settings, CancellationToken ct)
    {
        using var client = Client();
        client.LocalDomain = EmailAddress.DomainOf(settings.From!);
        var encryption = settings.Tls switch
        {
            MailTls.StartTls => SecureSocketOptions.StartTls,
            MailTls.OnConnect => SecureSocketOptions.SslOnConnect,
            _ => SecureSocketOptions.None,
        };
        await client.ConnectAsync(settings.Host!, settings.Port, encryption, ct);
        if (!string.IsNullOrEmpty(settings.User))
            await SignInAsync(client, settings, ct);
        using var message = MessageOf(mail, settings.From!);
        await client.SendAsync(message, ct);
        try
        {
            await client.DisconnectAsync(quit: true, ct);
        }
        catch (Exception e) when (IsAway(e))
        {
            // The e-mail is accepted; only the farewell failed.
        }
    }

    private MimeMessage MessageOf(OutgoingMail mail, string from)
    {
        var body = new BodyBuilder { TextBody = mail.Text };
        body.Attachments.Add(mail.AttachmentName, mail.Attachment, new ContentType("application", "json"));
        var message = new MimeMessage
        {
            Subject = mail.Subject,
            Date = time.GetUtcNow(),
            MessageId = $"{mail.Id:N}@{EmailAddress.DomainOf(from)}",
            Body = body.ToMessageBody(),
        };
        message.From.Add(new MailboxAddress("", from));
        message.To.Add(new MailboxAddress("", mail.To));
        // No out-of-office answers (RFC 3834).
        message.Headers.Add(HeaderId.AutoSubmitted, "auto-generated");
        return message;
    }
}
