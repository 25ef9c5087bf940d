namespace Governance.Inference.Encoders;

/// <summary>The size of a picture according to its header.</summary>
/// <param name="Bytes">Bytes of one channel of one pixel.</param>
public sealed record PictureSize(int Width, int Height, int Channels, int Bytes, int Pages)
{
    /// <summary>The number of four-byte pixels that need the same memory.</summary>
    public long Weight => (long)Width * Height * ((Channels * Bytes + 3) / 4);
}
