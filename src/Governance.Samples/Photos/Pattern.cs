namespace Governance.Samples;

internal enum Pattern
{
    Plain,
    Floor,
    Wall,
    Heat,
    Water,
}
