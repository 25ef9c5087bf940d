namespace Governance.Catalog;

/// <summary>A sample that a delivery is about to write, with its subject.</summary>
internal sealed record LeavingSample(Guid SubjectId, ExportedSample Row);
