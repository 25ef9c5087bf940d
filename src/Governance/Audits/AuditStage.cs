namespace Governance.Audits;

/// <summary>A finished section of a running audit, so that a killed job can continue. Deleted when the audit ends.</summary>
public sealed class AuditStage
{
    /// <summary>The audit that it belongs to.</summary>
    public required Guid AuditId { get; init; }

    /// <summary>The section, such as <c>core</c> or <c>noise</c>; unique within the audit.</summary>
    public required string Name { get; init; }

    /// <summary>
    /// Digest of the samples that it was computed on: if consent has changed since, the section is computed again.
    /// </summary>
    public required string SamplesDigest { get; init; }

    /// <summary>The section as JSON: figures, and messages as codes with values.</summary>
    public required string Content { get; init; }
}
