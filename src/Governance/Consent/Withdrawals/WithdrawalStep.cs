namespace Governance.Consent;

/// <summary>A holding's share of one withdrawal, as planned and as done.</summary>
public sealed class WithdrawalStep
{
    public required Guid WithdrawalId { get; init; }

    /// <summary>The holding's name; see <see cref="ISubjectHolding.Name"/>.</summary>
    public required string Holding { get; init; }

    /// <summary>In the order in which the erasure goes.</summary>
    public required int Ordinal { get; init; }
    public required string Title { get; init; }
    public required HoldingPlace Place { get; init; }
    public required HoldingFate Fate { get; init; }
    public required string WhatHappens { get; init; }
    public required int Planned { get; init; }

    /// <summary>The named things as planned: versions, recipients, models.</summary>
    public required List<HeldThing> Things { get; init; }
    public int Done { get; set; }
    public DateTimeOffset? FinishedAt { get; set; }
}
