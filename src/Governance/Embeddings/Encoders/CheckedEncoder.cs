namespace Governance.Embeddings;

/// <summary>The result of inspecting an encoder and of its dry run.</summary>
/// <param name="Parameters">Number of weights.</param>
/// <param name="Provider">Execution provider of the dry run.</param>
/// <param name="Words">The result as sentences.</param>
internal sealed record CheckedEncoder(long Parameters, string Provider, string Words);
