namespace Governance.Embeddings;

/// <summary>A part that could not be read.</summary>
internal sealed record EmbedFailure(Guid SampleId, string Part, string Code, string What, string Remedy);
