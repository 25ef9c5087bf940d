namespace Governance.Web.SampleWorkspace;

internal enum Pattern
{
    Plain,
    Floor,
    Wall,
    Heat,
    Water,
}
