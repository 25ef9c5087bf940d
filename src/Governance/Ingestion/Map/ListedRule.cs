using System.ComponentModel;

namespace Governance.Ingestion;

public sealed record ListedRule
{
    [Description("The table's path.")]
    public required PathPattern Table { get; init; }

    [Description("The item's file: a template over the table's path parts and the row's cells.")]
    public Template? File { get; init; }

    [Description("The column that holds the text itself.")]
    public string? Text { get; init; }
}
