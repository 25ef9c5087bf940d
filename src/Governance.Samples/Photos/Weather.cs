namespace Governance.Samples;

internal enum Weather
{
    Clear,
    Overcast,
    Rain,
    Fog,
}
