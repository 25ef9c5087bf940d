namespace Governance.Inference.Encoders;

/// <summary>A picture was not decoded because of its header.</summary>
public sealed class PictureRefusedException(PictureFault fault) : UnreadableInputException(fault.InWords())
{
    /// <summary>The bound that it exceeds, with the figures.</summary>
    public PictureFault Fault { get; } = fault;
}
