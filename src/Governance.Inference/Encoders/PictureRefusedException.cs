namespace Governance.Inference.Encoders;

/// <summary>A picture was not decoded because of its header.</summary>
public sealed class PictureRefusedException(PictureFault fault) : UnreadableInputException(fault.Named())
{
    /// <summary>The bound that it exceeds, with the figures.</summary>
    public PictureFault Picture { get; } = fault;
}
