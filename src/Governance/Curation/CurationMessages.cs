using Governance.Platform;

namespace Governance.Curation;

[Code("seal-title")]
internal sealed record SealTitle(string Version) : Statement($"Seal “{Version}”");

[Code("successor-title")]
internal sealed record SuccessorTitle(string Version, int Number)
    : Statement($"Draw and seal version {Number}, the successor of “{Version}”");

// Stages.
[Code("drawing")]
internal sealed record Drawing() : Statement("drawing samples");

[Code("hashing-samples")]
internal sealed record HashingSamples() : Statement("hashing samples");

[Code("writing-places")]
internal sealed record WritingPlaces() : Statement("writing the samples of the version");

[Code("writing-provenance")]
internal sealed record WritingProvenance() : Statement("writing provenance");
