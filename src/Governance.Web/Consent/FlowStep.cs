using Governance.Consent;

namespace Governance.Web.Consent;

/// <summary>One box of the picture: a holding with what it has to lose and what it has lost.</summary>
/// <param name="Done">Null before anything began.</param>
public sealed record FlowStep(
    string Holding,
    string Title,
    HoldingPlace Place,
    HoldingFate Fate,
    string WhatHappens,
    int Planned,
    int? Done,
    bool Finished,
    IReadOnlyList<HeldThing> Things
)
{
    public static FlowStep Of(PlannedStep s) =>
        new(s.Holding, s.Title, s.Place, s.Fate, s.WhatHappens, s.Count, null, false, s.Things);

    public static FlowStep Of(WithdrawalStep s) =>
        new(s.Holding, s.Title, s.Place, s.Fate, s.WhatHappens, s.Planned, s.Done, s.FinishedAt is not null, s.Things);
}
