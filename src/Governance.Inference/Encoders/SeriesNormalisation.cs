namespace Governance.Inference.Encoders;

/// <summary>
/// None: values as they are. ZScore: mean 0, deviation 1. Robust: median 0, interquartile range 1.349. Each channel of
/// a window for itself.
/// </summary>
public enum SeriesNormalisation
{
    None,
    ZScore,
    Robust,
}
