namespace Governance.Inference.Encoders;

/// <summary>
/// Crop: the shorter edge fits and the middle is kept. Stretch: both edges fit. Letterbox: the longer edge fits and
/// black fills the rest.
/// </summary>
public enum ImageFit
{
    Crop,
    Stretch,
    Letterbox,
}
