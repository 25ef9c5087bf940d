namespace Governance.Inference.Encoders;

public enum ImageLayout
{
    Nchw,
    Nhwc,
}
