namespace Governance.Catalog;

/// <summary>How complete a dataset is, by part and by the values of one scenario attribute.</summary>
/// <param name="Attribute">Null = not broken down by an attribute.</param>
/// <param name="Strata">The most frequent values first, at most 50; empty without an attribute.</param>
public sealed record Completeness(
    int Samples,
    IReadOnlyList<PartCount> Parts,
    string? Attribute,
    IReadOnlyList<StratumCompleteness> Strata
);
