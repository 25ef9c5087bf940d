using Governance.Platform;

namespace Governance.Embeddings;

/// <summary>A part that could not be read.</summary>
internal sealed record EmbedFailure(Guid SampleId, string Part, Refusal Refusal);
