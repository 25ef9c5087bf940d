namespace Governance.Statistics.Masks;

/// <summary>The n samples of a mask matrix, one entry of each list for each.</summary>
/// <param name="labels">Class indices.</param>
public readonly ref struct MaskSamples(ReadOnlySpan<int> labels)
{
    /// <summary>Class indices.</summary>
    public ReadOnlySpan<int> Labels { get; } = labels;

    /// <summary>Group keys. Empty: one group.</summary>
    public ReadOnlySpan<int> Groups { get; init; }

    /// <summary>Cluster keys (the subject): clusters are drawn whole. Empty: samples are drawn.</summary>
    public ReadOnlySpan<int> Clusters { get; init; }

    /// <summary>Bit sets of the modalities a sample has; a mask is judged on those that have all of its. Empty: all.</summary>
    public ReadOnlySpan<int> Presence { get; init; }
}
