namespace Governance.Monitoring;

/// <summary>The vectors of one modality on both sides of a comparison.</summary>
internal sealed record DriftPair(VectorSide Reference, VectorSide Batch)
{
    /// <summary>Null when a side has no encoder of the modality.</summary>
    public static DriftPair? Of(VectorSide? reference, VectorSide? batch) =>
        reference is null || batch is null ? null : new(reference, batch);
}
