namespace Governance.Models;

/// <summary>A move that was asked for, with the answers of all gates.</summary>
public sealed record ProposalRow(
    AliasProposal Proposal,
    int? FromNumber,
    int ToNumber,
    IReadOnlyList<AliasGateAnswer> Answers
);
