namespace Governance.Web.SampleWorkspace;

internal enum Weather
{
    Clear,
    Overcast,
    Rain,
    Fog,
}
