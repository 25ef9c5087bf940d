namespace Governance.Samples;

internal enum Light
{
    Day,
    Artificial,
    Dim,
    Backlit,
}
