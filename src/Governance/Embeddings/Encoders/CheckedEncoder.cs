using Governance.Platform;

namespace Governance.Embeddings;

/// <summary>The result of inspecting an encoder and of its dry run.</summary>
/// <param name="Parameters">Number of weights.</param>
/// <param name="Provider">Execution provider of the dry run.</param>
/// <param name="Trial">The result of the dry run.</param>
internal sealed record CheckedEncoder(long Parameters, string Provider, Message Trial);
