namespace Governance.Ingestion;

/// <summary>How many rows were seen and refused, over all tables of an import.</summary>
internal sealed class RowCount
{
    public long Seen { get; set; }
    public long Refused { get; set; }
}
