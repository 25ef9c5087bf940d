namespace Governance.Inference.Encoders;

/// <summary>How an image is brought to the size of the tensor.</summary>
public enum ImageFit
{
    /// <summary>The shorter side fits, and the middle is kept.</summary>
    Crop,

    /// <summary>Both sides fit; the aspect ratio changes.</summary>
    Stretch,

    /// <summary>The longer side fits, and black fills the rest.</summary>
    Letterbox,
}
