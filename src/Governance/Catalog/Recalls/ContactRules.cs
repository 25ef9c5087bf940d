using Governance.Platform;
using Governance.Platform.Outbound;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Options;

namespace Governance.Catalog;

/// <summary>Checks the ways to reach a recipient, and keeps the secrets of webhooks.</summary>
public sealed class ContactRules(IOptions<WebhookOptions> webhooks, IDataProtectionProvider protection)
{
    private readonly IDataProtector _protector = protection.CreateProtector("Governance.Catalog.ExportContact");

    /// <summary>The ways without surrounding spaces, empty ones as null; refused when one cannot be used.</summary>
    public Result<ContactWays> Read(ContactWays ways)
    {
        if (
            TextRule.Check(
                ("email", ways.Email, EmailAddress.MaxLength),
                ("webhook", ways.Webhook, WebhookAddress.MaxLength)
            ) is
            { } unfit
        )
            return unfit;
        var (email, webhook) = (Trimmed(ways.Email), Trimmed(ways.Webhook));
        if (email is not null && !EmailAddress.IsValid(email))
            return new ContactEmailInvalid(email);
        if (webhook is not null && WebhookAddress.Read(webhook, webhooks.Value) is { Ok: false } refused)
            return refused.Refusal;
        return new ContactWays(email, webhook);
    }

    /// <summary>The row of an export, with a new secret when it has a webhook; null without a way.</summary>
    internal (ExportContact? Contact, string? Secret) NewContact(Guid exportId, ContactWays ways)
    {
        if (ways == ContactWays.None)
            return (null, null);
        var secret = ways.Webhook is null ? null : WebhookSignature.NewSecret();
        return (
            new()
            {
                ExportId = exportId,
                Email = ways.Email,
                Webhook = ways.Webhook,
                ProtectedSecret = secret is null ? null : _protector.Protect(secret),
            },
            secret
        );
    }

    /// <summary>The secret of a webhook; null when this installation's keys cannot decrypt it.</summary>
    internal string? SecretOf(ExportContact contact)
    {
        try
        {
            return _protector.Unprotect(contact.ProtectedSecret!);
        }
        catch (System.Security.Cryptography.CryptographicException)
        {
            return null;
        }
    }

    private static string? Trimmed(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
