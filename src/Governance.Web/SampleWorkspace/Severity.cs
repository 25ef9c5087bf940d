namespace Governance.Web.SampleWorkspace;

internal enum Severity
{
    None,
    Slight,
    Marked,
    Severe,
}
