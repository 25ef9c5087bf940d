namespace Governance.Catalog;

/// <summary>An export to be prepared.</summary>
/// <param name="PurposeCode">Code of the purpose that consent is checked for.</param>
/// <param name="Recipient">Who receives it; at most 200 characters.</param>
/// <param name="Contact">How the recipient is told about a withdrawal.</param>
public sealed record WantedExport(string PurposeCode, string Recipient, ContactWays Contact);
