namespace Governance.Provenance;

/// <summary>
/// One edge (prov:wasDerivedFrom through an activity). Things are named by a key: <c>file:{import}/{path}</c>,
/// <c>item:{import}/{path}#{row}</c>, <c>stream:{id}</c>, <c>blob:{digest}</c>, <c>sample:{id}</c>,
/// <c>version:{id}</c>, <c>annotation:{id}</c>, <c>export:{id}</c>.
/// A source has no input; an erasure has no output.
/// </summary>
public sealed class Derivation
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid ActivityId { get; init; }
    public string? Output { get; init; }
    public string? OutputDigest { get; init; }
    public string? Input { get; init; }
    public string? InputDigest { get; init; }
}
