using Governance.Platform;

namespace Governance.Consent;

/// <summary>A holding's share of one withdrawal, as planned and as done.</summary>
public sealed class WithdrawalStep
{
    public required Guid WithdrawalId { get; init; }

    /// <summary>The holding's name; see <see cref="ISubjectHolding.Name"/>.</summary>
    public required string Holding { get; init; }

    /// <summary>In the order in which the erasure goes.</summary>
    public required int Ordinal { get; init; }
    public required Message TitleMessage { get; init; }
    public string Title => TitleMessage.Text;
    public required HoldingPlace Place { get; init; }
    public required HoldingFate Fate { get; init; }
    public required Message WhatHappensMessage { get; init; }
    public string WhatHappens => WhatHappensMessage.Text;
    public required int Planned { get; init; }

    /// <summary>The named things as planned: versions, recipients, models.</summary>
    public required List<HeldThing> Things { get; init; }
    public int Done { get; set; }
    public DateTimeOffset? FinishedAt { get; set; }
}
