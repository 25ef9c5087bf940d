namespace Governance.Inference.Encoders;

/// <summary>Why a picture is not decoded.</summary>
/// <param name="Bound">The bound that it exceeds.</param>
public sealed record PictureFault(PictureProblem Problem, PictureSize Size, long Bound)
{
    /// <summary>A sentence about the fault, with the figures.</summary>
    public string InWords() =>
        Problem switch
        {
            PictureProblem.SideTooLong =>
                $"The image is {Size.Width:N0} pixels wide and {Size.Height:N0} high; {Bound:N0} are allowed for each side.",
            PictureProblem.TooManyChannels => $"The image has {Size.Channels:N0} channels; {Bound} are allowed.",
            PictureProblem.TooManyPages => $"The image has {Size.Pages:N0} pages; {Bound:N0} are allowed.",
            PictureProblem.TooManyPixels =>
                $"The image has {Size.Width:N0} × {Size.Height:N0} pixels{Counted()}; {Bound:N0} are allowed.",
            _ => "The image is not a JPEG, PNG, WebP or TIFF file.",
        };

    private string Counted() =>
        Size.Channels * Size.Bytes > 4
            ? $" of {Size.Channels * Size.Bytes} bytes, which count as {Size.Weight:N0}"
            : "";
}
