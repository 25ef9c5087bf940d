namespace Governance.Inference.Serving;

/// <summary>How requests are gathered.</summary>
/// <param name="MaxBatch">Most requests computed together.</param>
/// <param name="MaxQueue">Most requests that wait; one more is refused at once, so that a flood is felt where it comes from.</param>
/// <param name="Parallel">Batches computed at the same time.</param>
public sealed record BatcherOptions(int MaxBatch = 64, int MaxQueue = 1024, int Parallel = 1);
