namespace Governance.Web.SampleWorkspace;

internal enum Fault
{
    None,
    SealLeak,
    Cavitation,
    BearingWear,
    Misalignment,
}
