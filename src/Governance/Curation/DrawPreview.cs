using Governance.Catalog;
using Governance.Statistics.Sampling;

namespace Governance.Curation;

/// <summary>What a recipe would draw now.</summary>
/// <param name="Cover">Over the samples that match the query, before consent.</param>
public sealed record DrawPreview(int Matching, int Drawn, IReadOnlyList<StratumShare> Shares, ConsentCover Cover);
