namespace Governance.Inference.Encoders;

public enum PictureProblem
{
    NotAPicture,
    SideTooLong,
    TooManyChannels,
    TooManyPages,
    TooManyPixels,
}
