namespace Governance.Inference.Encoders;

/// <summary>What a picture's header says.</summary>
/// <param name="Bytes">Of one channel of one pixel.</param>
public sealed record PictureSize(int Width, int Height, int Channels, int Bytes, int Pages)
{
    /// <summary>Pixels of four bytes that take as much memory.</summary>
    public long Weight => (long)Width * Height * ((Channels * Bytes + 3) / 4);
}
