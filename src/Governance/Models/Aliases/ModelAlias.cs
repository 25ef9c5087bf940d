using Governance.Platform;

namespace Governance.Models;

/// <summary>A name that points to one version, such as champion. It moves only together with an <see cref="AliasEvent"/>.</summary>
public sealed class ModelAlias : IGoverned
{
    /// <summary>The alias.</summary>
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>The model.</summary>
    public required Guid ModelId { get; init; }

    /// <summary>Its name: 1 to 40 lower-case letters, digits and hyphens; unique within the model.</summary>
    public required string Name { get; init; }

    /// <summary>The version that it points to.</summary>
    public required Guid VersionId { get; set; }

    /// <summary>The event that moved it there.</summary>
    public required Guid LastEventId { get; set; }

    /// <summary>When it moved there.</summary>
    public required DateTimeOffset MovedAt { get; set; }
}
