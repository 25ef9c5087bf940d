namespace Governance.Platform.Outbound;

/// <summary>The text is not an e-mail address that the portal sends to.</summary>
[RefusalCode("contact-email-invalid")]
public sealed record ContactEmailInvalid(string Email)
    : Refusal(
        $"“{TextRule.Shown(Email)}” is not an e-mail address that the portal can send to.",
        "Enter one address without a name, such as data@institute.example."
    );

/// <summary>The text is not an address that the portal posts to.</summary>
/// <param name="Why">Sentence that begins after the quoted address, such as “is not an https address”.</param>
[RefusalCode("webhook-address-invalid")]
public sealed record WebhookAddressInvalid(string Address, string Why)
    : Refusal(
        $"“{TextRule.Shown(Address)}” {Why}.",
        "Enter an https address of a public host, such as https://institute.example/recall, without user name, password and “#”."
    );
