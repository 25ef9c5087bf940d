namespace Governance.Platform;

/// <summary>What a table may be, wherever one is read. Section <c>Tables</c> of the configuration.</summary>
public sealed class TablesOptions
{
    public const string Section = "Tables";

    /// <summary>The reader's buffer: less than this would refuse what it holds anyway.</summary>
    public const int LeastRowCharacters = 1 << 16;

    /// <summary>Most columns. A reader keeps an object for each: 4 million commas were measured to take 0.9 GB.</summary>
    public int MaxColumns { get; set; } = 10_000;

    /// <summary>Longest row, and so longest cell, in characters.</summary>
    public int MaxRowCharacters { get; set; } = 4_194_304;
}
