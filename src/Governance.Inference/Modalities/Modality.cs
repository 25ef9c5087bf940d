namespace Governance;

/// <summary>The three kinds of signal that a sample aligns.</summary>
public enum Modality
{
    /// <summary>Words.</summary>
    Text,

    /// <summary>A picture.</summary>
    Image,

    /// <summary>A window of a sensor's series.</summary>
    Sensor,
}
