namespace Governance.Samples;

/// <summary>One inspection of one pump: the ground truth, and how it was recorded.</summary>
/// <param name="Row">1-based row of the recording's table.</param>
/// <param name="At">The true instant.</param>
/// <param name="Pump">1 to 18.</param>
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

    /// <summary>The shift that the inspection falls into: the early or the late one.</summary>
    public string Shift => At.Hour < 17 ? "early" : "late";

    public string PhotoFile => $"{At:HHmmss}.jpg";
}
