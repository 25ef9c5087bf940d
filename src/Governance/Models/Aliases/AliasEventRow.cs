namespace Governance.Models;

/// <summary>A move in the history, with version numbers and the gates' answers at the move.</summary>
/// <param name="FromNumber">Null when the alias was new.</param>
public sealed record AliasEventRow(
    AliasEvent Event,
    int? FromNumber,
    int ToNumber,
    IReadOnlyList<AliasGateAnswer> Answers
);
