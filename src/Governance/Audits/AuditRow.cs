namespace Governance.Audits;

/// <summary>An audit with the names of its model and dataset version.</summary>
/// <param name="Number">Of the model version.</param>
/// <param name="Synthetic">The dataset is synthetic.</param>
public sealed record AuditRow(AuditRun Audit, string Model, int Number, string DatasetVersion, bool Synthetic);
