using Governance.Consent;
using Governance.Platform;

namespace Governance.Monitoring;

/// <summary>
/// One side of a comparison as consent allows it at this instant: vectors by modality, scenario values, and who stayed
/// out.
/// </summary>
/// <param name="Strata">For each scenario value the subjects of the samples that show it, one for each sample.</param>
internal sealed record DriftSide(
    int Samples,
    IReadOnlyDictionary<Modality, VectorSide> Vectors,
    IReadOnlyDictionary<(string Attribute, string Value), IReadOnlyList<Guid>> Strata,
    SortedDictionary<Exclusion, int> Excluded
)
{
    public static readonly DriftSide Empty = new(
        0,
        new Dictionary<Modality, VectorSide>(),
        new Dictionary<(string, string), IReadOnlyList<Guid>>(),
        []
    );
}
