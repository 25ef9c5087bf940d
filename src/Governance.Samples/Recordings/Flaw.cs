namespace Governance.Samples;

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
