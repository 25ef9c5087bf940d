using Governance.Consent;

namespace Governance.Monitoring;

/// <summary>
/// The reference or the batch as consent permits it at one instant: vectors by modality, scenario values, and counts of
/// excluded samples.
/// </summary>
/// <param name="Vectors">Null where the reference has no finished encoder of the modality.</param>
/// <param name="Present">Modalities that any permitted sample has, with or without a vector.</param>
/// <param name="Strata">For each scenario value the subjects of the samples that have it, one entry for each sample.</param>
internal sealed record DriftSide(
    int Samples,
    PerModality<VectorSide?> Vectors,
    IReadOnlyDictionary<(string Attribute, string Value), IReadOnlyList<Guid>> Strata,
    SortedDictionary<Exclusion, int> Excluded,
    Modalities Present = Modalities.None
)
{
    /// <summary>A side without samples.</summary>
    public static readonly DriftSide Empty = new(
        0,
        new(null, null, null),
        new Dictionary<(string, string), IReadOnlyList<Guid>>(),
        []
    );
}
