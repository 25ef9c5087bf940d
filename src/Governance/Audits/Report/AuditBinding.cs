namespace Governance.Audits;

/// <summary>What was audited, on what, with what. Digests are 64 hex characters.</summary>
/// <param name="ManifestDigest">Of the dataset version that was audited on.</param>
/// <param name="TrainedOn">Manifest digest of the dataset version that it learned from.</param>
/// <param name="SamplesDigest">Over the audited samples, their modalities and labels.</param>
public sealed record AuditBinding(
    Guid ModelVersionId,
    string Model,
    int Number,
    string OnnxDigest,
    Guid DatasetVersionId,
    string DatasetVersion,
    string ManifestDigest,
    string TrainedOn,
    string Purpose,
    string SamplesDigest,
    string CodeVersion,
    AuditSuite Suite
);
