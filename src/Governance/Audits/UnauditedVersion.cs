namespace Governance.Audits;

/// <summary>A trained version without a running or finished audit.</summary>
/// <param name="Model">The model's name.</param>
/// <param name="Title">The model's title.</param>
public sealed record UnauditedVersion(Guid VersionId, string Model, string Title, int Number, DateTimeOffset? ReadyAt);
