using System.ComponentModel;

namespace Governance.Ingestion;

public sealed record CsvRule
{
    [Description("auto, or the one character between cells.")]
    public string Delimiter { get; init; } = "auto";

    [Description("Whether the first row names the columns; without, they are #1, #2, …")]
    public bool Header { get; init; } = true;

    [Description("utf-8, utf-16, latin1 or windows-1252.")]
    public string Encoding { get; init; } = "utf-8";

    [Description("The quote character.")]
    public string Quote { get; init; } = "\"";
}
