using Governance.Platform;

namespace Governance.Models;

/// <summary>A name that points at one version: candidate, champion. It moves only together with an <see cref="AliasEvent"/>.</summary>
public sealed class ModelAlias : IGoverned
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid ModelId { get; init; }
    public required string Name { get; init; }
    public required Guid VersionId { get; set; }
    public required Guid LastEventId { get; set; }
    public required DateTimeOffset MovedAt { get; set; }
}
