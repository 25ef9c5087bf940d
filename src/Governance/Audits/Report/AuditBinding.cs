namespace Governance.Audits;

/// <summary>The model file, data, code and suite that a report is about. Digests are 64 hex characters.</summary>
/// <param name="ManifestDigest">Of the dataset version that was audited on.</param>
/// <param name="TrainedOn">Manifest digest of the dataset version that the model learned from.</param>
/// <param name="Purpose">Code of the purpose that consent is checked for.</param>
/// <param name="SuiteName">Null = thresholds of its own.</param>
/// <param name="SuiteNumber">Version of the named suite; null = thresholds of its own.</param>
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
    AuditSuite Suite,
    string? SuiteName = null,
    int? SuiteNumber = null
);
