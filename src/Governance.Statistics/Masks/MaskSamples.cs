namespace Governance.Statistics.Masks;

/// <summary>The n samples of a mask matrix, one entry of each list for each.</summary>
/// <param name="labels">Class indices.</param>
public readonly ref struct MaskSamples(ReadOnlySpan<int> labels)
{
    /// <summary>Class indices.</summary>
    public ReadOnlySpan<int> Labels { get; } = labels;

    /// <summary>Group keys; empty is one group.</summary>
    public ReadOnlySpan<int> Groups { get; init; }

    /// <summary>Cluster keys (the subject), to draw whole clusters, which few subjects require. Empty draws samples.</summary>
    public ReadOnlySpan<int> Clusters { get; init; }

    /// <summary>Bit sets of the modalities of a sample; a mask is computed on those that have all of its. Empty uses all.</summary>
    public ReadOnlySpan<int> Presence { get; init; }
}
