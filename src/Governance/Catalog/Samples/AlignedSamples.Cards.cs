using Governance.Consent;
using Governance.Platform;
using Microsoft.EntityFrameworkCore;

namespace Governance.Catalog;

/// <remarks>This part makes cards. A card shows content too: words, a thumbnail, a line.</remarks>
public sealed partial class AlignedSamples
{
    /// <summary>Cards of samples; parts that the subject's consent does not cover are shown as not permitted.</summary>
    /// <param name="purposeId">
    /// The purpose for which the cards are shown: a part is shown only if consent for it covers the part. Null = no purpose, as on a
    /// dataset's pages: a part is shown unless its consent was withdrawn for every purpose.
    /// </param>
    internal static async Task<IReadOnlyList<SampleCard>> CardsAsync(
        GovernanceDb db,
        List<Sample> samples,
        Guid? purposeId,
        DateTimeOffset at,
        CancellationToken ct
    )
    {
        var ids = samples.Select(s => s.Id).ToArray();
        var subjectIds = samples.Select(s => s.SubjectId).Distinct().ToArray();
        var parts = (
            await db.Set<SamplePart>().AsNoTracking().Where(p => ids.Contains(p.SampleId)).ToListAsync(ct)
        ).ToLookup(p => p.SampleId);
        var subjects = await db.Set<Subject>()
            .AsNoTracking()
            .Where(s => subjectIds.Contains(s.Id))
            .ToDictionaryAsync(s => s.Id, s => s.Pseudonym, ct);
        var visible = await VisibleAsync(db, subjectIds, purposeId, at, ct);
        return
        [
            .. samples.Select(s => new SampleCard(
                s.Id,
                s.Key,
                s.DatasetId,
                subjects[s.SubjectId],
                s.AnchorNs,
                s.Zone,
                s.Strata,
                [
                    .. parts[s.Id]
                        .OrderBy(p => p.Modality)
                        .ThenBy(p => p.Name, StringComparer.Ordinal)
                        .Select(p => CardPartOf(p, visible[s.SubjectId])),
                ]
            )),
        ];
    }

    private static CardPart CardPartOf(SamplePart part, Modalities visible) =>
        visible.Has(part.Modality)
            ? new(
                part.Name,
                part.Modality,
                part.Missing,
                part.MissingDetail,
                part.ThumbnailDigest is not null,
                part.Excerpt,
                part.Sparkline,
                part.SyncErrorNs
            )
            : new(
                part.Name,
                part.Modality,
                MissingReason.NotPermitted,
                "the subject's consent does not cover it",
                false,
                null,
                null,
                null
            );

    private static async Task<Dictionary<Guid, Modalities>> VisibleAsync(
        GovernanceDb db,
        Guid[] subjectIds,
        Guid? purposeId,
        DateTimeOffset at,
        CancellationToken ct
    )
    {
        if (purposeId is not { } purpose)
        {
            var withheld = await ConsentGate.WithheldAsync(db, subjectIds, at, ct);
            return subjectIds.ToDictionary(id => id, id => Modalities.All & ~withheld.GetValueOrDefault(id));
        }
        var covered = await ConsentGate
            .Permitted(db, purpose, at)
            .Where(c => subjectIds.Contains(c.SubjectId))
            .ToDictionaryAsync(c => c.SubjectId, c => c.Modalities, ct);
        return subjectIds.ToDictionary(id => id, id => covered.GetValueOrDefault(id));
    }

    /// <summary>The withheld modalities of a sample's subject; none when there is no such sample.</summary>
    private async Task<Modalities> WithheldAsync(GovernanceDb db, IQueryable<Sample> sample, CancellationToken ct)
    {
        var subjects = await sample.Select(s => s.SubjectId).ToArrayAsync(ct);
        var withheld = await ConsentGate.WithheldAsync(db, subjects, time.GetUtcNow(), ct);
        return withheld.Values.Aggregate(Modalities.None, (all, one) => all | one);
    }
}
