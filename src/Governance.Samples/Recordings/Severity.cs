namespace Governance.Samples;

internal enum Severity
{
    None,
    Slight,
    Marked,
    Severe,
}
