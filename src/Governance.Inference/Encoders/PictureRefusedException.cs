namespace Governance.Inference.Encoders;

/// <summary>A picture was not decoded, because of what its header says.</summary>
public sealed class PictureRefusedException(PictureFault fault) : UnreadableInputException(fault.InWords())
{
    public PictureFault Fault { get; } = fault;
}
