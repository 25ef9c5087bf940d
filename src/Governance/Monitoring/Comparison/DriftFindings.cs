using Governance.Consent;

namespace Governance.Monitoring;

/// <summary>The result of a check, stored as JSON with the digest of its canonical form.</summary>
/// <param name="Reference">Samples of the reference with consent at the time of the check.</param>
/// <param name="Batch">Samples of the batch with consent at the time of the check.</param>
/// <param name="Excluded">Samples of the batch without consent: reason → count.</param>
/// <param name="Level">Family-wise significance level for the adjusted p-values.</param>
/// <param name="Shifts">At most ten scenario values with the largest change of their share; none of a single subject.</param>
public sealed record DriftFindings(
    int Reference,
    int Batch,
    SortedDictionary<Exclusion, int> Excluded,
    double Level,
    IReadOnlyList<ModalityDrift> Modalities,
    IReadOnlyList<StratumShift> Shifts
)
{
    /// <summary>Whether a test is significant at the level; <see cref="Verdict"/> tells whether a “no” says anything.</summary>
    public bool Drifted => Modalities.Any(m => m.Drifted(Level));

    /// <summary>What the tests say, and whether they had enough vectors to say it.</summary>
    public DriftVerdict Verdict =>
        Drifted ? DriftVerdict.Drift
        : Modalities.Count > 0 && Modalities.All(m => m.Assessed) ? DriftVerdict.NoDrift
        : DriftVerdict.CannotTell;
}
