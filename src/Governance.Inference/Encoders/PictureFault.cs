namespace Governance.Inference.Encoders;

/// <summary>Why a picture is not decoded.</summary>
/// <param name="Bound">The bound that it exceeds.</param>
public sealed record PictureFault(PictureProblem Problem, PictureSize Size, long Bound)
{
    /// <summary>The fault with its figures, for a sentence.</summary>
    public InferenceFault Named() =>
        Problem switch
        {
            PictureProblem.SideTooLong => InferenceFault.Of("image-side-too-long", Size.Width, Size.Height, Bound),
            PictureProblem.TooManyChannels => InferenceFault.Of("image-too-many-channels", Size.Channels, Bound),
            PictureProblem.TooManyPages => InferenceFault.Of("image-too-many-pages", Size.Pages, Bound),
            PictureProblem.TooManyPixels => InferenceFault.Of(
                Size.Channels * Size.Bytes > 4 ? "image-too-many-bytes" : "image-too-many-pixels",
                Size.Width,
                Size.Height,
                Bound,
                Size.Channels * Size.Bytes,
                Size.Weight
            ),
            _ => InferenceFault.Of("image-not-a-picture"),
        };
}
