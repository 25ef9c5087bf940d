namespace Governance.Web.SampleWorkspace;

internal enum Light
{
    Day,
    Artificial,
    Dim,
    Backlit,
}

internal enum Weather
{
    Clear,
    Overcast,
    Rain,
    Fog,
}

internal enum View
{
    Front,
    Side,
    Oblique,
    CloseUp,
}

internal enum Fault
{
    None,
    SealLeak,
    Cavitation,
    BearingWear,
    Misalignment,
}

internal enum Severity
{
    None,
    Slight,
    Marked,
    Severe,
}

/// <summary>What goes wrong with an inspection's row or files, on purpose.</summary>
internal enum Flaw
{
    None,
    PhotoMissing,
    PhotoBroken,
    NoteEmpty,
    TimeUnreadable,
    OutOfRange,
    NoVibration,
}

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

/// <summary>One capture: a run on the fixed rig of a pump, or a round that a person walks.</summary>
/// <param name="Subject">Pseudonym: pump-03, inspector-b.</param>
/// <param name="Folder">Path inside the import.</param>
internal sealed record StationRecording(
    string Subject,
    bool IsMachine,
    string Folder,
    DateTimeOffset From,
    DateTimeOffset To,
    IReadOnlyList<Inspection> Inspections
);
