using Governance.Consent;
using Governance.Platform;

namespace Governance.Curation;

[Code("seal-title")]
internal sealed record SealTitle(string Version) : Statement($"Seal “{Version}”");

[Code("successor-title")]
internal sealed record SuccessorTitle(string Version, int Number)
    : Statement($"Draw and seal version {Number}, the successor of “{Version}”");

// Why a recipe draws nothing.
[Code("no-sample-matches")]
internal sealed record NoSampleMatches() : Statement("no sample matches the query");

[Code("quotas-request-none")]
internal sealed record QuotasRequestNone() : Statement("the quotas request none");

/// <param name="Excluded">Excluded samples by reason.</param>
[Code("samples-excluded")]
internal sealed record SamplesExcluded(IReadOnlyDictionary<Exclusion, int> Excluded)
    : Statement(string.Join(", ", Excluded.OrderBy(e => e.Key).Select(e => $"{e.Value} {e.Key.InWords()}")));

// Stages.
[Code("drawing")]
internal sealed record Drawing() : Statement("drawing samples");

[Code("hashing-samples")]
internal sealed record HashingSamples() : Statement("hashing samples");

[Code("writing-places")]
internal sealed record WritingPlaces() : Statement("writing the samples of the version");

[Code("writing-provenance")]
internal sealed record WritingProvenance() : Statement("writing provenance");
