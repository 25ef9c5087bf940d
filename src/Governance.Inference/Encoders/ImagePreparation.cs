using System.Text.Json.Serialization;

namespace Governance.Inference.Encoders;

/// <summary>
/// How an image file becomes a tensor of width × height × channels: value = (byte × <paramref name="Scale"/> − mean) / deviation.
/// The image is first turned upright and converted to sRGB; transparent pixels are drawn on white.
/// </summary>
/// <param name="Input">Name of the model's input.</param>
/// <param name="Width">In pixels.</param>
/// <param name="Height">In pixels.</param>
/// <param name="Scale">1/255 for models trained on [0, 1], 1 for models that take bytes.</param>
/// <param name="Mean">One for each channel; null is 0.</param>
/// <param name="Deviation">One for each channel; null is 1.</param>
public sealed record ImagePreparation(
    string Input,
    int Width,
    int Height,
    ImageChannels Channels = ImageChannels.Rgb,
    ImageLayout Layout = ImageLayout.Nchw,
    ImageFit Fit = ImageFit.Crop,
    float Scale = 1 / 255f,
    IReadOnlyList<float>? Mean = null,
    IReadOnlyList<float>? Deviation = null
)
{
    /// <summary>Number of channels: 1 or 3.</summary>
    [JsonIgnore]
    public int Depth => Channels == ImageChannels.Gray ? 1 : 3;

    internal IEnumerable<InferenceFault> Faults()
    {
        if (Input.Length == 0)
            yield return InferenceFault.Of("image-input-unnamed");
        if (Width is < 1 or > 4096 || Height is < 1 or > 4096)
            yield return InferenceFault.Of("image-size-out-of-range", Width, Height);
        if (!float.IsFinite(Scale) || Scale == 0)
            yield return InferenceFault.Of("scale-not-a-number");
        if (Mean is not null && Mean.Count != Depth)
            yield return InferenceFault.Of("means-differ", Mean.Count, Depth);
        if (Mean?.Any(m => !float.IsFinite(m)) == true)
            yield return InferenceFault.Of("mean-not-a-number");
        if (Deviation is not null && (Deviation.Count != Depth || Deviation.Any(d => !(d > 0) || !float.IsFinite(d))))
            yield return InferenceFault.Of("deviations-not-positive", Depth);
    }
}
