namespace Governance.Samples;

/// <summary>One look at one pump: what was so (the truth), and how it was written down.</summary>
/// <param name="Row">1-based row of the recording's table.</param>
/// <param name="At">The true instant.</param>
/// <param name="Pump">1 to 6.</param>
/// <param name="Upright">False: the camera was held on its side and says so in EXIF.</param>
internal sealed record Inspection(
    string Recording,
    int Row,
    DateTimeOffset At,
    int Pump,
    Light Light,
    Weather Weather,
    View View,
    Fault Fault,
    Severity Severity,
    Flaw Flaw,
    bool Upright,
    bool Located
)
{
    /// <summary>Names the streams of random numbers that belong to this inspection.</summary>
    public string Name => $"{Recording}#{Row}";

    public string PhotoFile => $"{At:HHmmss}.jpg";
}
