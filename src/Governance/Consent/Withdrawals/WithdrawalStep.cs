using Governance.Platform;

namespace Governance.Consent;

/// <summary>What a withdrawal does with the things of one holding: planned and done.</summary>
public sealed class WithdrawalStep
{
    /// <summary>The withdrawal.</summary>
    public required Guid WithdrawalId { get; init; }

    /// <summary>The holding's name; see <see cref="ISubjectHolding.Name"/>.</summary>
    public required string Holding { get; init; }

    /// <summary>Position in the order of erasure.</summary>
    public required int Ordinal { get; init; }

    /// <summary>Title of the holding, as stored.</summary>
    public required Message TitleMessage { get; init; }

    /// <summary>Title of the holding.</summary>
    public string Title => TitleMessage.Text;

    /// <summary>Position in the flow of data.</summary>
    public required HoldingPlace Place { get; init; }

    /// <summary>What the withdrawal does with them.</summary>
    public required HoldingFate Fate { get; init; }

    /// <summary>Description of what happens, as stored.</summary>
    public required Message WhatHappensMessage { get; init; }

    /// <summary>Description of what happens.</summary>
    public string WhatHappens => WhatHappensMessage.Text;

    /// <summary>Number of things when the withdrawal was recorded.</summary>
    public required int Planned { get; init; }

    /// <summary>The named things, as planned.</summary>
    public required List<HeldThing> Things { get; init; }

    /// <summary>The things that were marked so far, all of them.</summary>
    public List<HeldThing> Marked { get; set; } = [];

    /// <summary>Number of things erased or marked so far.</summary>
    public int Done { get; set; }

    /// <summary>When the step was last completed; null before.</summary>
    public DateTimeOffset? FinishedAt { get; set; }
}
