namespace Governance.Web.SampleWorkspace;

internal enum SampleStep
{
    Went,
    Waiting,
    Done,
}
