namespace Governance.Inference.Encoders;

/// <summary>How each channel of a window is normalised, separately from the others.</summary>
public enum SeriesNormalisation
{
    /// <summary>Not at all.</summary>
    None,

    /// <summary>To mean 0 and deviation 1.</summary>
    ZScore,

    /// <summary>To median 0 and interquartile range 1.349, that of the standard normal distribution.</summary>
    Robust,
}
