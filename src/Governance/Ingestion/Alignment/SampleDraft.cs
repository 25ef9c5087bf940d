namespace Governance.Ingestion;

/// <summary>A sample before it has an id: one entry of <see cref="Parts"/> for each stream of the map, in its order.</summary>
internal sealed record SampleDraft(Anchor Anchor, AlignedPart[] Parts);
