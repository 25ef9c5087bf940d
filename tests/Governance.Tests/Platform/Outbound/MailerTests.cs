using System.Security.Cryptography.X509Certificates;
using System.Text;
using Governance.Platform.Outbound;
using Governance.Testing;
using MailKit.Net.Smtp;
using Microsoft.Extensions.Options;
using MimeKit;
using SmtpServer.Protocol;

namespace Governance.Tests.Platform.Outbound;

public sealed class MailerTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static OutgoingMail Mail() =>
        new(
            Guid.CreateVersion7(),
            "data@institute.example",
            "Delete 2 samples",
            "Delete them.\n",
            "{}"u8.ToArray(),
            "a.json"
        );

    private static Mailer MailerOf(MailOptions options) => new(Options.Create(options), TimeProvider.System);

    [Fact]
    public async Task An_email_arrives_with_its_id_its_text_and_its_attachment()
    {
        await using var receiver = new MailReceiver();
        var mail = Mail();
        Assert.Null(await MailerOf(receiver.Options()).SendAsync(mail, Ct));

        var got = Assert.Single(receiver.Mailbox);
        Assert.Equal(
            ($"{mail.Id:N}@data.example", mail.Subject, mail.To, "portal@data.example"),
            (got.MessageId, got.Subject, got.To.Mailboxes.Single().Address, got.From.Mailboxes.Single().Address)
        );
        Assert.Equal(mail.Text, got.TextBody!.ReplaceLineEndings("\n"));
        Assert.Equal("auto-generated", got.Headers[HeaderId.AutoSubmitted]);
        var attached = Assert.IsAssignableFrom<MimePart>(got.Attachments.Single());
        using var content = new MemoryStream();
        await attached.Content!.DecodeToAsync(content, Ct);
        Assert.Equal(("a.json", "{}"), (attached.FileName, Encoding.UTF8.GetString(content.ToArray())));
    }

    [Theory]
    [InlineData(451, false)]
    [InlineData(452, false)]
    [InlineData(550, true)]
    [InlineData(554, true)]
    public async Task A_refusal_of_the_server_is_final_when_its_code_says_so(int code, bool final)
    {
        await using var receiver = new MailReceiver { Answer = () => new((SmtpReplyCode)code, "no") };
        Assert.Equal(
            new SendFailure(new MailRefused(code), final),
            await MailerOf(receiver.Options()).SendAsync(Mail(), Ct)
        );
        Assert.Empty(receiver.Mailbox);
    }

    [Fact]
    public async Task The_password_is_sent_only_over_a_connection_whose_certificate_is_trusted()
    {
        using var certificate = OwnCertificate.ForLoopback();
        await using var receiver = new MailReceiver(certificate);
        var options = receiver.Options();
        options.Tls = MailTls.StartTls;
        (options.User, options.Password) = (MailReceiver.User, MailReceiver.Password);

        var untrusted = await MailerOf(options).SendAsync(Mail(), Ct);
        Assert.Equal(new SendFailure(new MailNotEncrypted(), Final: false), untrusted);
        Assert.Empty(receiver.Passwords);

        var trusting = new TrustingMailer(options, certificate);
        Assert.Null(await trusting.SendAsync(Mail(), Ct));
        Assert.Single(receiver.Mailbox);
        options.Password = "wrong";
        var refused = await trusting.SendAsync(Mail(), Ct);
        Assert.Equal(new SendFailure(new MailSignInRefused(), Final: false), refused);
        options.User = null;
        Assert.False((await trusting.SendAsync(Mail(), Ct))!.Final);
        Assert.Single(receiver.Mailbox);
    }

    private sealed class TrustingMailer(MailOptions options, X509Certificate2 certificate)
        : Mailer(Microsoft.Extensions.Options.Options.Create(options), TimeProvider.System)
    {
        protected override SmtpClient Client() =>
            new()
            {
                ServerCertificateValidationCallback = (_, given, _, _) =>
                    given?.GetCertHashString() == certificate.GetCertHashString(),
            };
    }

    [Fact]
    public async Task No_server_nobody_there_and_no_encryption_are_told_apart_and_nothing_is_sent_in_clear()
    {
        Assert.Equal(new SendFailure(new NoMailServer(), Final: true), await MailerOf(new()).SendAsync(Mail(), Ct));
        var away = new MailOptions
        {
            Host = "127.0.0.1",
            Port = MailReceiver.FreePort(),
            Tls = MailTls.None,
            From = "portal@data.example",
        };
        Assert.Equal(
            new SendFailure(new MailServerUnreachable(), Final: false),
            await MailerOf(away).SendAsync(Mail(), Ct)
        );

        await using var receiver = new MailReceiver();
        var options = receiver.Options();
        options.Tls = MailTls.StartTls;
        (options.User, options.Password) = ("portal", "quite-secret");
        var clear = await MailerOf(options).SendAsync(Mail(), Ct);
        Assert.Equal(new SendFailure(new MailNotEncrypted(), Final: false), clear);
        Assert.Empty(receiver.Mailbox);
        Assert.DoesNotContain("quite-secret", clear!.ToString(), StringComparison.Ordinal);
    }
}
