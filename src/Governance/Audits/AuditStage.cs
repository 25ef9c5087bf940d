namespace Governance.Audits;

/// <summary>A part of an audit that is done, so that a killed one goes on where it was. Gone when the audit has ended.</summary>
public sealed class AuditStage
{
    public required Guid AuditId { get; init; }
    public required string Name { get; init; }

    /// <summary>Over the samples that it was computed on: when consent changed meanwhile, the stage no longer counts.</summary>
    public required string SamplesDigest { get; init; }

    /// <summary>A section of the report as JSON: figures, and codes with values.</summary>
    public required string Content { get; init; }
}
