using System.ComponentModel;

namespace Governance.Ingestion;

/// <summary>How a table is written.</summary>
public sealed record CsvRule
{
    /// <summary>One character, or <c>auto</c> to find it in the first rows.</summary>
    [Description("auto, or the character between cells.")]
    public string Delimiter { get; init; } = "auto";

    /// <summary>Whether the first row names the columns.</summary>
    [Description("Whether the first row names the columns; otherwise they are #1, #2, …")]
    public bool Header { get; init; } = true;

    /// <summary>Without a byte order mark: utf-8, utf-16, latin1 or windows-1252.</summary>
    [Description("utf-8, utf-16, latin1 or windows-1252.")]
    public string Encoding { get; init; } = "utf-8";

    /// <summary>One character, which also escapes itself.</summary>
    [Description("The quote character.")]
    public string Quote { get; init; } = "\"";
}
