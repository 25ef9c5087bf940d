namespace Governance.Platform.Outbound;

/// <summary>A signed call of a webhook.</summary>
/// <param name="Id">Sent as the Idempotency-Key, so that a repeated call is recognised as the same.</param>
/// <param name="Body">JSON in UTF-8.</param>
/// <param name="Secret">Shared with the receiver; the key of the signature is its UTF-8 bytes.</param>
public sealed record WebhookCall(Guid Id, Uri Address, byte[] Body, string Secret);
