using Governance.Inference;

namespace Governance.Models;

/// <summary>One modality of a row after encoding.</summary>
/// <param name="Failure">Why what was given could not be used.</param>
internal sealed record ServedInput(float[]? Vector, InferenceFault? Failure);
