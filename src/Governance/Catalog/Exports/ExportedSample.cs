namespace Governance.Catalog;

/// <summary>
/// A sample that an export delivered, with the consent record that permitted it. A withdrawal finds the recipients of a
/// sample in these rows.
/// </summary>
public sealed class ExportedSample
{
    /// <summary>The export that delivered it.</summary>
    public required Guid ExportId { get; init; }

    /// <summary>The delivered sample.</summary>
    public required Guid SampleId { get; init; }

    /// <summary>The consent record in effect at delivery.</summary>
    public required Guid ConsentRecordId { get; init; }

    /// <summary>Modalities of the sample that consent covered.</summary>
    public required Modalities Modalities { get; init; }
}
