using Governance.Consent;

namespace Governance.Web.Consent;

/// <summary>A holding in the picture of a withdrawal, with planned and completed counts.</summary>
/// <param name="Done">Null before the withdrawal has started.</param>
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
    /// <summary>Returns the step of a preview.</summary>
    public static FlowStep Of(PlannedStep s) =>
        new(s.Holding, s.Title, s.Place, s.Fate, s.WhatHappens, s.Count, null, false, s.Things);

    /// <summary>Returns the step of a recorded withdrawal.</summary>
    public static FlowStep Of(WithdrawalStep s) =>
        new(s.Holding, s.Title, s.Place, s.Fate, s.WhatHappens, s.Planned, s.Done, s.FinishedAt is not null, s.Things);
}
