namespace Governance.Inference.Encoders;

/// <summary>What an encoder reads.</summary>
public enum EncoderModality
{
    /// <summary>A text.</summary>
    Text,

    /// <summary>An image file.</summary>
    Image,

    /// <summary>A window of one or more sensor channels.</summary>
    Series,
}
