using Governance.Consent;

namespace Governance.Catalog;

/// <summary>How many samples may be used for a purpose now, and why the others stay out.</summary>
public sealed record ConsentCover(
    Guid PurposeId,
    string Purpose,
    int Permitted,
    int Total,
    IReadOnlyDictionary<Exclusion, int> Excluded
);
