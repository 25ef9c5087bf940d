namespace Governance.Catalog;

/// <summary>
/// One sample that really left, on which consent record, with which modalities; the list of recipients of a sample
/// reads from here.
/// </summary>
public sealed class ExportedSample
{
    public required Guid ExportId { get; init; }
    public required Guid SampleId { get; init; }
    public required Guid ConsentRecordId { get; init; }
    public required Modalities Modalities { get; init; }
}
