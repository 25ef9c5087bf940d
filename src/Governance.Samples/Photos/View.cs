namespace Governance.Samples;

internal enum View
{
    Front,
    Side,
    Oblique,
    CloseUp,
}
