namespace Governance.Embeddings;

/// <summary>What the trial of an encoder told.</summary>
internal sealed record CheckedEncoder(long Parameters, string Provider, string Words);
