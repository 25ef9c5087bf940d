namespace Governance;

/// <summary>A set of modalities, a small integer so that sets are compared inside a query.</summary>
[Flags]
public enum Modalities : short
{
    /// <summary>The empty set.</summary>
    None = 0,

    /// <summary>Text alone.</summary>
    Text = 1,

    /// <summary>Image alone.</summary>
    Image = 2,

    /// <summary>Sensor alone.</summary>
    Sensor = 4,

    /// <summary>All three.</summary>
    All = Text | Image | Sensor,
}
