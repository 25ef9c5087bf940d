namespace Governance.Catalog;

/// <summary>Completeness of the samples with one value of a scenario attribute.</summary>
/// <param name="Value">Null = the samples without the attribute.</param>
/// <param name="Complete">Samples without a missing part.</param>
/// <param name="Present">Name of a part → samples that have it.</param>
public sealed record StratumCompleteness(
    string? Value,
    int Samples,
    int Complete,
    IReadOnlyDictionary<string, int> Present
);
