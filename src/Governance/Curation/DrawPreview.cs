using Governance.Catalog;
using Governance.Statistics.Sampling;

namespace Governance.Curation;

/// <summary>What a recipe draws now.</summary>
/// <param name="Matching">Samples that match the query, before consent.</param>
/// <param name="Drawn">Samples drawn.</param>
/// <param name="Shares">One for each stratum.</param>
/// <param name="Cover">Consent over the matching samples.</param>
/// <param name="Split">The evaluation split that saving a draft now declares, with its seed.</param>
/// <param name="Parts">Samples and groups that it puts into each part; a part without samples is listed with zeros.</param>
public sealed record DrawPreview(
    int Matching,
    int Drawn,
    IReadOnlyList<StratumShare> Shares,
    ConsentCover Cover,
    EvaluationSplit? Split = null,
    IReadOnlyList<SplitPartCount>? Parts = null
);
