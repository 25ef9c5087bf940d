namespace Governance.Consent;

/// <summary>What a withdrawal would reach, before anything is written.</summary>
/// <param name="Withdraws">The purposes whose consent it takes back now.</param>
/// <param name="Keeps">The purposes that go on permitting.</param>
/// <param name="Erases">True when nothing goes on permitting: then everything of the subject goes.</param>
/// <param name="Steps">In the order of the picture, from the subject to the models.</param>
/// <param name="Remains">What stays, with its lawful ground.</param>
public sealed record WithdrawalPlan(
    Subject Subject,
    IReadOnlyList<Purpose> Withdraws,
    IReadOnlyList<Purpose> Keeps,
    bool Erases,
    IReadOnlyList<PlannedStep> Steps,
    IReadOnlyList<string> Remains
);
