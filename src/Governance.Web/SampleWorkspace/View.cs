namespace Governance.Web.SampleWorkspace;

internal enum View
{
    Front,
    Side,
    Oblique,
    CloseUp,
}
