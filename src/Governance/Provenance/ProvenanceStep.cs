namespace Governance.Provenance;

/// <summary>A step with the edges that belong to the asked thing, and how many steps before it that was.</summary>
public sealed record ProvenanceStep(Activity Activity, IReadOnlyList<Derivation> Edges, int Distance);
