namespace Governance.Models;

/// <summary>A proposed move with version numbers and the latest answer of each gate.</summary>
/// <param name="FromNumber">Null when the alias is new.</param>
public sealed record ProposalRow(
    AliasProposal Proposal,
    int? FromNumber,
    int ToNumber,
    IReadOnlyList<AliasGateAnswer> Answers
);
