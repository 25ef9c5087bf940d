using Governance.Consent;
using Governance.Platform;
using Microsoft.EntityFrameworkCore;

namespace Governance.Catalog;

/// <summary>Joins samples with effective consent, and counts the excluded samples by reason.</summary>
public static class ConsentCoverQuery
{
    /// <summary>Counts the samples that may be used for a purpose at an instant, and the others by reason.</summary>
    /// <param name="needed">Modalities that must all be permitted; none = at least one that the sample has.</param>
    public static async Task<ConsentCover> OfAsync(
        GovernanceDb db,
        IQueryable<Sample> samples,
        (Guid Id, string Code) purpose,
        Modalities needed,
        DateTimeOffset at,
        CancellationToken ct
    )
    {
        var groups = await (
            from sample in samples
            join consent in ConsentGate.Effective(db, purpose.Id, at)
                on sample.SubjectId equals consent.SubjectId
                into found
            from consent in found.DefaultIfEmpty()
            group sample by new
            {
                State = (ConsentState?)consent.State,
                Permits = (bool?)consent.Permits,
                Covered = (Modalities?)consent.Modalities,
                sample.Present,
            } into g
            select new { g.Key, Count = g.Count() }
        ).ToListAsync(ct);

        var excluded = new SortedDictionary<Exclusion, int>();
        var permitted = 0;
        foreach (var group in groups)
        {
            var covered = group.Key.Covered ?? Modalities.None;
            if (Why(group.Key.State, group.Key.Permits ?? false, covered, needed, group.Key.Present) is { } reason)
                excluded[reason] = excluded.GetValueOrDefault(reason) + group.Count;
            else
                permitted += group.Count;
        }
        return new(purpose.Id, purpose.Code, permitted, permitted + excluded.Values.Sum(), excluded);
    }

    /// <summary>The reason why a sample is excluded, by the same rule as <see cref="Permitted"/>; null when it may be used.</summary>
    /// <param name="present">Modalities of the sample, of which at least one must be covered.</param>
    public static Exclusion? Why(
        ConsentState? state,
        bool permits,
        Modalities covered,
        Modalities needed,
        Modalities present
    ) =>
        ConsentGate.Why(state, permits, covered, needed)
        ?? ((covered & present) == 0 ? Exclusion.ModalityNotCovered : null);

    /// <summary>
    /// Samples with consent for the purpose at the instant, in all needed modalities (none = at least one that the sample
    /// has).
    /// </summary>
    public static IQueryable<Sample> Permitted(
        GovernanceDb db,
        IQueryable<Sample> samples,
        Guid purposeId,
        Modalities needed,
        DateTimeOffset at
    ) =>
        from sample in samples
        join consent in ConsentGate.Permitted(db, purposeId, at) on sample.SubjectId equals consent.SubjectId
        where (consent.Modalities & needed) == needed && (consent.Modalities & sample.Present) != 0
        select sample;
}
