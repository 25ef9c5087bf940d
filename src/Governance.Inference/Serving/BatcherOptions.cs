namespace Governance.Inference.Serving;

/// <summary>The options of <see cref="DynamicBatcher{TIn, TOut}"/>.</summary>
/// <param name="MaxBatch">The most requests in one batch.</param>
/// <param name="MaxQueue">The most waiting requests; one more is refused at once, so that the caller notices the overload.</param>
/// <param name="Parallel">Number of batches computed at the same time.</param>
public sealed record BatcherOptions(int MaxBatch = 64, int MaxQueue = 1024, int Parallel = 1);
