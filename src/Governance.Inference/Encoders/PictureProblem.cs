namespace Governance.Inference.Encoders;

/// <summary>Why a picture is not decoded.</summary>
public enum PictureProblem
{
    /// <summary>It is not a JPEG, PNG, WebP or TIFF file.</summary>
    NotAPicture,

    /// <summary>Its width or height exceeds <see cref="PictureBounds.MaxSide"/>.</summary>
    SideTooLong,

    /// <summary>It has more than <see cref="PictureBounds.MaxChannels"/> channels.</summary>
    TooManyChannels,

    /// <summary>It has more than <see cref="PictureBounds.MaxPages"/> pages.</summary>
    TooManyPages,

    /// <summary>Its area exceeds <see cref="PictureBounds.MaxPixels"/>.</summary>
    TooManyPixels,
}
