namespace Governance.Inference.Encoders;

/// <summary>The order of the axes of an image tensor.</summary>
public enum ImageLayout
{
    /// <summary>[N, channels, height, width].</summary>
    Nchw,

    /// <summary>[N, height, width, channels].</summary>
    Nhwc,
}
