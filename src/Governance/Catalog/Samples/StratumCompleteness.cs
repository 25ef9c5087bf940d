namespace Governance.Catalog;

/// <summary>One value of a scenario attribute: its samples, those with every part, and how many have each part.</summary>
/// <param name="Value">Null: the samples that do not carry the attribute.</param>
public sealed record StratumCompleteness(
    string? Value,
    int Samples,
    int Complete,
    IReadOnlyDictionary<string, int> Present
);
