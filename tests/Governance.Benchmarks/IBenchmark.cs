namespace Governance.Benchmarks;

/// <summary>A comparison of the product with a peer in one run, with a bound.</summary>
internal interface IBenchmark
{
    /// <summary>The name on the command line.</summary>
    string Name { get; }

    /// <summary>Measures and reports. Interleaves repetitions of both sides, so that a busy machine slows both.</summary>
    Task<Outcome> RunAsync(TextWriter output, CancellationToken cancellation);
}

/// <summary>The result of a benchmark.</summary>
/// <param name="Measured">The figure that is compared with the bound.</param>
/// <param name="Unit">The unit of the figure, such as "×" or "s".</param>
/// <param name="Bound">The greatest, or least, figure that passes.</param>
/// <param name="HigherIsBetter">A bound from below (a ratio) rather than from above (a duration).</param>
/// <param name="Fault">Why the figure does not count although it was measured, such as results that differ; null when it counts.</param>
internal sealed record Outcome(
    double Measured,
    string Unit,
    double Bound,
    bool HigherIsBetter = true,
    string? Fault = null
)
{
    public bool Holds => Fault is null && (HigherIsBetter ? Measured >= Bound : Measured <= Bound);
}
