namespace Governance.Provenance;

/// <summary>A step that led to a thing.</summary>
/// <param name="Edges">The edges of the step on the way to the thing, ordered by input.</param>
/// <param name="Distance">Number of steps to the thing; 1 = made it directly.</param>
public sealed record ProvenanceStep(Activity Activity, IReadOnlyList<Derivation> Edges, int Distance);
