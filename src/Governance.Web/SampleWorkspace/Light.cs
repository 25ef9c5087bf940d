namespace Governance.Web.SampleWorkspace;

internal enum Light
{
    Day,
    Artificial,
    Dim,
    Backlit,
}
