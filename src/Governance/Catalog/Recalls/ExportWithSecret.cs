namespace Governance.Catalog;

/// <summary>An export that was just prepared, or that has new ways to reach its recipient.</summary>
/// <param name="Contact">Null without one.</param>
/// <param name="Secret">The new secret of the webhook, which is shown only now; null without a webhook.</param>
public sealed record ExportWithSecret(Export Export, ExportContact? Contact, string? Secret);
