namespace Governance.Inference.Encoders;

/// <summary>What an encoder reads.</summary>
public enum EncoderModality
{
    Text,
    Image,
    Series,
}
