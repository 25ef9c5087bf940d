using Governance.Catalog;
using Governance.Consent;
using Governance.Embeddings;
using Governance.Platform;
using Microsoft.EntityFrameworkCore;

namespace Governance.Monitoring;

/// <summary>Reads the vectors of a version and asks the consent gate.</summary>
internal static class DriftSource
{
    /// <summary>The newest finished encoder of each modality for the version and purpose; null where there is none.</summary>
    public static async Task<PerModality<Guid?>> EncodersAsync(
        GovernanceDb db,
        Guid versionId,
        Guid purposeId,
        CancellationToken ct
    )
    {
        var sets = await db.Set<EmbeddingSet>()
            .AsNoTracking()
            .Where(s => s.VersionId == versionId && s.PurposeId == purposeId && s.FinishedAt != null && s.Embedded > 0)
            .OrderByDescending(s => s.Id)
            .Select(s => new { s.Modality, s.EncoderId })
            .ToListAsync(ct);
        return PerModality.Of(m => sets.Find(s => s.Modality == m)?.EncoderId);
    }

    /// <summary>The permitted vectors of a version, in manifest order, so that the same version gives the same rows.</summary>
    public static async Task<DriftSide> ReadAsync(
        GovernanceDb db,
        Guid versionId,
        Guid purposeId,
        PerModality<Guid?> encoders,
        DateTimeOffset at,
        CancellationToken ct
    )
    {
        var places = await (
            from place in db.Set<VersionSample>()
            where place.VersionId == versionId
            join sample in db.Set<Sample>() on place.SampleId equals sample.Id
            join consent in ConsentGate.Effective(db, purposeId, at)
                on sample.SubjectId equals consent.SubjectId
                into found
            from consent in found.DefaultIfEmpty()
            orderby place.Ordinal
            select new
            {
                sample.Id,
                sample.SubjectId,
                sample.Strata,
                sample.Present,
                State = (ConsentState?)consent.State,
                Permits = (bool?)consent.Permits,
                Covered = (Modalities?)consent.Modalities,
            }
        )
            .AsNoTracking()
            .ToListAsync(ct);

        var (strata, excluded) = (
            new List<((string Attribute, string Value) Key, Guid Subject)>(),
            new SortedDictionary<Exclusion, int>()
        );
        var present = Modalities.None;
        var allowed = new List<(Guid Id, Modalities Covered)>(places.Count);
        foreach (var place in places)
        {
            var covered = place.Covered ?? Modalities.None;
            if (
                ConsentCoverQuery.Why(place.State, place.Permits ?? false, covered, Modalities.None, place.Present) is
                { } reason
            )
            {
                excluded[reason] = excluded.GetValueOrDefault(reason) + 1;
                continue;
            }
            allowed.Add((place.Id, covered));
            present |= place.Present & covered;
            strata.AddRange(place.Strata.Select(s => ((s.Key, s.Value), place.SubjectId)));
        }

        return new(
            allowed.Count,
            new(await SideAsync(Modality.Text), await SideAsync(Modality.Image), await SideAsync(Modality.Sensor)),
            strata.GroupBy(s => s.Key, s => s.Subject).ToDictionary(g => g.Key, g => (IReadOnlyList<Guid>)[.. g]),
            excluded,
            present
        );

        async Task<VectorSide?> SideAsync(Modality modality)
        {
            if (encoders[modality] is not { } encoder)
                return null;
            var ids = allowed.Where(a => a.Covered.Has(modality)).Select(a => a.Id).ToArray();
            var rows = await db.Set<Embedding>()
                .AsNoTracking()
                .Where(e => e.EncoderId == encoder && ids.Contains(e.SampleId))
                .Select(e => new { e.SampleId, e.Vector })
                .ToDictionaryAsync(e => e.SampleId, e => e.Vector, ct);
            float[][] inOrder = [.. ids.Where(rows.ContainsKey).Select(id => rows[id])];
            return new([.. inOrder.SelectMany(v => v)], inOrder.Length == 0 ? 0 : inOrder[0].Length);
        }
    }
}
