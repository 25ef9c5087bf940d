namespace Governance.Catalog;

/// <summary>How complete a dataset is, part by part and over the values of one attribute (null = it has none).</summary>
public sealed record Completeness(
    int Samples,
    IReadOnlyList<PartCount> Parts,
    string? Attribute,
    IReadOnlyList<StratumCompleteness> Strata
);
