namespace Governance.Platform.Outbound;

[Code("no-mail-server")]
internal sealed record NoMailServer()
    : Statement("The portal has no mail server, so the e-mail is not sent. Tell the recipient in another way.");

/// <param name="Status">SMTP reply code.</param>
[Code("mail-refused")]
internal sealed record MailRefused(int Status) : Statement($"The mail server refused the e-mail (SMTP {Status}).");

[Code("mail-sign-in-refused")]
internal sealed record MailSignInRefused()
    : Statement("The mail server refused the sign-in. Check Mail:User and Mail:Password.");

[Code("mail-not-encrypted")]
internal sealed record MailNotEncrypted()
    : Statement(
        "The connection to the mail server could not be encrypted. Check Mail:Tls and the server's certificate."
    );

[Code("mail-server-unreachable")]
internal sealed record MailServerUnreachable() : Statement("The mail server does not respond.");

[Code("webhook-address-forbidden")]
internal sealed record WebhookAddressForbidden()
    : Statement(
        "The webhook's host is inside a private or reserved network, so nothing is sent. An administrator can allow the host "
            + "with Webhooks:AllowedHosts."
    );

[Code("webhook-host-unknown")]
internal sealed record WebhookHostUnknown() : Statement("The webhook's host name cannot be resolved.");

[Code("webhook-unreachable")]
internal sealed record WebhookUnreachable() : Statement("The webhook's host does not respond.");

[Code("webhook-not-encrypted")]
internal sealed record WebhookNotEncrypted()
    : Statement("The connection to the webhook could not be encrypted: its certificate is not valid for the host.");

[Code("webhook-timed-out")]
internal sealed record WebhookTimedOut(int Seconds)
    : Statement($"The webhook did not answer within {Seconds} {(Seconds == 1 ? "second" : "seconds")}.");

/// <param name="Status">HTTP status.</param>
[Code("webhook-redirected")]
internal sealed record WebhookRedirected(int Status)
    : Statement(
        $"The webhook answered with a redirect (HTTP {Status}), which is not followed. Enter the final address."
    );

/// <param name="Status">HTTP status.</param>
[Code("webhook-refused")]
internal sealed record WebhookRefused(int Status) : Statement($"The webhook answered with HTTP {Status}.");

[Code("webhook-answer-unusable")]
internal sealed record WebhookAnswerUnusable()
    : Statement("The webhook's answer is not HTTP, or its headers are too large.");
