namespace Governance.Samples;

internal enum Fault
{
    None,
    SealLeak,
    Cavitation,
    BearingWear,
    Misalignment,
}
