namespace Governance.Platform;

/// <summary>A set of modalities, kept as a small integer so that sets are compared inside a query.</summary>
[Flags]
public enum Modalities : short
{
    None = 0,
    Text = 1,
    Image = 2,
    Sensor = 4,
    All = Text | Image | Sensor,
}
