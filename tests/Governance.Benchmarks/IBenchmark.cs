namespace Governance.Benchmarks;

/// <summary>A comparison of ours with something else, both in one run, with the bound it must hold.</summary>
internal interface IBenchmark
{
    /// <summary>What it is called on the command line.</summary>
    string Name { get; }

    /// <summary>Measures and reports. Interleaves repetitions of both sides, so that a busy machine slows both.</summary>
    Task<Outcome> RunAsync(TextWriter output, CancellationToken cancellation);
}

/// <summary>What a benchmark found.</summary>
/// <param name="Measured">The figure that is judged.</param>
/// <param name="Unit">Of the figure, such as "×" or "s".</param>
/// <param name="Bound">What it must hold.</param>
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
