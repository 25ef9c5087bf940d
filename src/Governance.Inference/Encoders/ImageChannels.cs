namespace Governance.Inference.Encoders;

public enum ImageChannels
{
    Rgb,
    Bgr,
    Gray,
}
