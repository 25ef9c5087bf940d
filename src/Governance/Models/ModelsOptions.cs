namespace Governance.Models;

/// <summary>Settings of models, bound to the section <c>Models</c>.</summary>
public sealed class ModelsOptions
{
    /// <summary>
    /// The greatest share of withdrawn, expired or erased samples, 0 … 1, with which a version can be given an alias. With 0,
    /// one lost sample is enough to refuse it. A version that has an alias already keeps it and shows its share.
    /// </summary>
    public double MaxWithdrawnShare { get; set; }

    /// <summary>The largest ONNX file or saved training state, in bytes.</summary>
    public long MaxArtifactBytes { get; set; } = 2L * 1024 * 1024 * 1024;

    /// <summary>
    /// Predictions that can wait for one model in one process. A further one is refused, so that callers who send too many
    /// notice it.
    /// </summary>
    public int MaxWaitingPredictions { get; set; } = 1024;
}
