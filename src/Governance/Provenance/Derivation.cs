namespace Governance.Provenance;

/// <summary>
/// One edge: an output derived from an input by an activity (prov:wasDerivedFrom). Things are named by a key:
/// <c>file:{import}/{path}</c>, <c>item:{import}/{path}#{row}</c>, <c>stream:{id}</c>, <c>blob:{digest}</c>,
/// <c>sample:{id}</c>, <c>version:{id}</c>, <c>annotation:{id}</c>, <c>export:{id}</c>. A source has no input; an erasure has
/// no output.
/// </summary>
public sealed class Derivation
{
    /// <summary>Id of the edge.</summary>
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>The step that derived the output.</summary>
    public required Guid ActivityId { get; init; }

    /// <summary>Key of what was made; null for an erasure.</summary>
    public string? Output { get; init; }

    /// <summary>SHA-256 of the output, 64 hex characters; null where there is no content.</summary>
    public string? OutputDigest { get; init; }

    /// <summary>Key of what it was made from; null for a source.</summary>
    public string? Input { get; init; }

    /// <summary>SHA-256 of the input, 64 hex characters; null where there is no content.</summary>
    public string? InputDigest { get; init; }
}
