namespace Governance.Inference;

/// <content>Faults of one input of an encoder.</content>
public static partial class InferenceTexts
{
    private static (string Key, string What, string Remedy)[] Inputs =>
        [
            ("image-undecodable", "The image cannot be decoded: it is damaged or incomplete.", ""),
            (
                "image-too-narrow",
                "The image has {0} × {1} pixels: too narrow to crop {2} × {3} pixels from its middle.",
                ""
            ),
            ("image-channels", "The image has {0} channels.", ""),
            ("image-not-a-picture", "The image is not a JPEG, PNG, WebP or TIFF file.", ""),
            ("image-side-too-long", "The image is {0} pixels wide and {1} high; {2} are allowed for each side.", ""),
            ("image-too-many-channels", "The image has {0} channels; {1} are allowed.", ""),
            ("image-too-many-pages", "The image has {0} pages; {1} are allowed.", ""),
            ("image-too-many-pixels", "The image has {0} × {1} pixels; {2} are allowed.", ""),
            (
                "image-too-many-bytes",
                "The image has {0} × {1} pixels of {3} bytes, which count as {4}; {2} are allowed.",
                ""
            ),
            ("input-of-other-modality", "The encoder reads {0}; the input is of another modality.", ""),
            ("vector-not-finite", "The encoder returned NaN or an infinity.", ""),
            ("encoder-failed", "The encoder failed on this input.", ""),
            ("times-not-ascending", "The times of the channel “{0}” are not in ascending order.", ""),
            ("window-reversed", "The window ends before it begins.", ""),
            ("times-without-values", "The channel “{0}” has {1} times for {2} values.", ""),
            ("window-channels", "The window has {0} channels; the encoder takes {1}.", ""),
        ];
}
