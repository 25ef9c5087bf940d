namespace Governance.Audits;

/// <summary>An audit with the names around it.</summary>
public sealed record AuditRow(AuditRun Audit, string Model, int Number, string DatasetVersion, bool Synthetic);
