using Governance.Consent;

namespace Governance.Monitoring;

/// <summary>
/// One side of a comparison as consent allows it at this instant: vectors by modality, scenario values, and who stayed
/// out.
/// </summary>
/// <param name="Vectors">Null where the reference has no finished encoder of the modality.</param>
/// <param name="Strata">For each scenario value the subjects of the samples that show it, one for each sample.</param>
internal sealed record DriftSide(
    int Samples,
    PerModality<VectorSide?> Vectors,
    IReadOnlyDictionary<(string Attribute, string Value), IReadOnlyList<Guid>> Strata,
    SortedDictionary<Exclusion, int> Excluded
)
{
    public static readonly DriftSide Empty = new(
        0,
        new(null, null, null),
        new Dictionary<(string, string), IReadOnlyList<Guid>>(),
        []
    );
}
