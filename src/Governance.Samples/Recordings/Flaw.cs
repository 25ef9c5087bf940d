namespace Governance.Samples;

/// <summary>A deliberate defect in the row or the files of an inspection.</summary>
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
