namespace Governance.Models;

/// <summary>A move in the history, with the gates' answers at that moment.</summary>
public sealed record AliasEventRow(
    AliasEvent Event,
    int? FromNumber,
    int ToNumber,
    IReadOnlyList<AliasGateAnswer> Answers
);
