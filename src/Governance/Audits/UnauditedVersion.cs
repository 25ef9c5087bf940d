namespace Governance.Audits;

/// <summary>A trained version that nobody has audited.</summary>
public sealed record UnauditedVersion(Guid VersionId, string Model, string Title, int Number, DateTimeOffset? ReadyAt);
