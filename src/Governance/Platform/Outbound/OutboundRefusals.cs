namespace Governance.Platform.Outbound;

/// <summary>The text is not an e-mail address that the portal sends to.</summary>
[RefusalCode("contact-email-invalid")]
public sealed record ContactEmailInvalid(string Email)
    : Refusal(
        $"“{TextRule.Shown(Email)}” is not an e-mail address that the portal can send to.",
        "Enter one address without a name, such as data@institute.example."
    );

/// <summary>The text is not an address that the portal posts to.</summary>
[RefusalCode("webhook-address-invalid")]
public sealed record WebhookAddressInvalid(string Address, WebhookAddressFault Fault)
    : Refusal(
        $"“{TextRule.Shown(Address)}” {Clause(Fault)}.",
        "Enter an https address of a public host, such as https://institute.example/recall, without user name, password and “#”."
    )
{
    private static string Clause(WebhookAddressFault fault) =>
        fault switch
        {
            WebhookAddressFault.TooLong => $"has more than {WebhookAddress.MaxLength} characters",
            WebhookAddressFault.NotAnAddress => "is not a web address",
            WebhookAddressFault.Credentials => "contains a user name or password",
            WebhookAddressFault.Fragment => "contains “#”",
            WebhookAddressFault.NotHttps => "is not an https address",
            WebhookAddressFault.PrivateNetwork => "is inside a private or reserved network",
            WebhookAddressFault.NotPublic => "is not a public host",
            _ => throw new ArgumentOutOfRangeException(nameof(fault)),
        };
}
