using Governance.Consent;

namespace Governance.Catalog;

/// <summary>How many samples may be used for a purpose, and the reasons why the others may not.</summary>
/// <param name="Purpose">Code of the purpose.</param>
/// <param name="Permitted">Samples that may be used.</param>
/// <param name="Total">Permitted and excluded samples.</param>
/// <param name="Excluded">Reason → samples; each sample has one reason.</param>
public sealed record ConsentCover(
    Guid PurposeId,
    string Purpose,
    int Permitted,
    int Total,
    IReadOnlyDictionary<Exclusion, int> Excluded
);
