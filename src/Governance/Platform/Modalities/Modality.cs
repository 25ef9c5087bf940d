namespace Governance.Platform;

/// <summary>The three kinds of signal that a sample aligns.</summary>
public enum Modality
{
    Text,
    Image,
    Sensor,
}
