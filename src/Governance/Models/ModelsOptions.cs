namespace Governance.Models;

/// <summary>Section <c>Models</c>.</summary>
public sealed class ModelsOptions
{
    /// <summary>
    /// The greatest share of withdrawn or erased samples, 0 … 1, with which a version may still be given an alias.
    /// 0: one withdrawn sample is enough to refuse it. A version that holds an alias already keeps it and shows its share.
    /// </summary>
    public double MaxWithdrawnShare { get; set; }

    /// <summary>The largest ONNX file or checkpoint that is kept, in bytes.</summary>
    public long MaxArtifactBytes { get; set; } = 2L * 1024 * 1024 * 1024;

    /// <summary>
    /// Predictions that may wait for one model in one process; one more is refused, so that a flood is felt where it
    /// comes from.
    /// </summary>
    public int MaxWaitingPredictions { get; set; } = 1024;
}
