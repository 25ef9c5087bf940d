using System.ComponentModel;

namespace Governance.Ingestion;

/// <summary>A table that lists the items of an image or text stream, one in each row.</summary>
public sealed record ListedRule
{
    /// <summary>Paths of the tables.</summary>
    [Description("The table's path.")]
    public required PathPattern Table { get; init; }

    /// <summary>Path of the item's file; null when the text is in the table.</summary>
    [Description("The item's file, as a template of the table's path parts and the row's cells.")]
    public Template? File { get; init; }

    /// <summary>Column with the text; null when the table names files.</summary>
    [Description("The column with the text itself.")]
    public string? Text { get; init; }
}
