namespace Governance.Samples;

/// <summary>One inspection of one pump: the ground truth, and how it was recorded.</summary>
/// <param name="Row">1-based row of the recording's table.</param>
/// <param name="At">The true instant.</param>
/// <param name="Pump">1 to 6.</param>
/// <param name="Upright">False = the camera was held sideways, as EXIF says.</param>
/// <param name="Located">True = EXIF has a position.</param>
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
    /// <summary>Name of the random number streams of this inspection.</summary>
    public string Name => $"{Recording}#{Row}";

    public string PhotoFile => $"{At:HHmmss}.jpg";
}
