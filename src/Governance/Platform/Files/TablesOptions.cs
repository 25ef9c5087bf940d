namespace Governance.Platform;

/// <summary>Limits of every table that is read: section <c>Tables</c> of the configuration.</summary>
public sealed class TablesOptions
{
    /// <summary>Name of the configuration section.</summary>
    public const string Section = "Tables";

    /// <summary>The size of the reader's buffer, which is the lowest limit that the setting takes.</summary>
    public const int LeastRowCharacters = 1 << 16;

    /// <summary>Most columns. A reader keeps an object for each: 4 million commas were measured to take 0.9 GB.</summary>
    public int MaxColumns { get; set; } = 10_000;

    /// <summary>Most characters of a row, and so of a cell.</summary>
    public int MaxRowCharacters { get; set; } = 4_194_304;
}
