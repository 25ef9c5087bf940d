namespace Governance.Consent;

/// <summary>A preview of a withdrawal; nothing is written.</summary>
/// <param name="Withdraws">The purposes with a valid consent that it withdraws.</param>
/// <param name="Keeps">The purposes that keep a valid consent.</param>
/// <param name="Erases">Whether all data of the subject is erased, because no valid consent remains.</param>
/// <param name="Modalities">The modalities that it withdraws.</param>
/// <param name="Steps">In the flow of data, from the subject to the models.</param>
/// <param name="Remains">What remains, and why.</param>
public sealed record WithdrawalPlan(
    Subject Subject,
    IReadOnlyList<Purpose> Withdraws,
    IReadOnlyList<Purpose> Keeps,
    bool Erases,
    Modalities Modalities,
    IReadOnlyList<PlannedStep> Steps,
    IReadOnlyList<string> Remains
);
