using Governance.Catalog;
using Governance.Consent;
using Governance.Embeddings;
using Governance.Models;
using Governance.Platform;
using Microsoft.EntityFrameworkCore;

namespace Governance.Audits;

/// <summary>
/// The samples that an audit assesses: those of the test part that the audited dataset version declares, without any that the model
/// learned from. Where none is declared, those of the test part that the training made or, on another dataset version, those that
/// the model did not learn from. Of these, only samples with vectors, a label and consent for the model's purpose now.
/// </summary>
internal sealed record AuditSamples(
    AuditedRows Rows,
    IReadOnlyList<Guid> SampleIds,
    AuditSelection Selection,
    string Digest
)
{
    public const string NoLabel = "no-label",
        ClassUnknown = "class-unknown";

    /// <summary>The key of the recipe's stratum among the attributes; no attribute has an empty name.</summary>
    private const string Stratum = "";

    public static async Task<Result<AuditSamples>> LoadAsync(
        GovernanceDb db,
        Model model,
        ModelVersion version,
        DatasetVersion data,
        DateTimeOffset at,
        CancellationToken ct
    )
    {
        var heldOut = data.Id == version.DatasetVersionId;
        var (eligible, seen, excluded) = await EligibleAsync(db, version, data.Id, heldOut, at, ct);
        var table = await EmbeddingTable.LoadAsync(db, data.Id, version.PurposeId, version.Encoders, at, ct);
        var labels = await LabelReader.ReadAsync(db, data.Id, model.Label, ct);
        var classes = model
            .Classes.Select((name, i) => (name, i))
            .ToDictionary(c => c.name, c => c.i, StringComparer.Ordinal);
        var kept = new List<int>();
        for (var row = 0; row < table.Rows.Count; row++)
        {
            var id = table.Rows[row].SampleId;
            if (!eligible.Remove(id))
                continue;
            if (!labels.TryGetValue(id, out var label))
                Count(excluded, NoLabel);
            else if (!classes.ContainsKey(label))
                Count(excluded, ClassUnknown);
            else
                kept.Add(row);
        }
        foreach (var _ in eligible)
            Count(excluded, EmbeddingTable.NotEmbedded);
        if (kept.Count == 0)
            return Nothing(model, excluded, seen);
        var rows = RowsOf(model, version, table, kept, labels, classes);
        Guid[] ids = [.. kept.Select(k => table.Rows[k].SampleId)];
        var selection = new AuditSelection(
            rows.Count,
            rows.Subjects.Distinct().Count(),
            rows.Complete.Length,
            heldOut,
            seen,
            excluded,
            [.. model.Classes.Select((name, c) => new ClassShare(name, rows.Labels.Count(l => l == c)))],
            await SharesSubjectsAsync(db, version, [.. kept.Select(k => table.Rows[k].SubjectId)], ct) ? true : null,
            rows.Complete.Select(row => rows.Subjects[row]).Distinct().Count()
        );
        return new AuditSamples(rows, ids, selection, rows.Digest([.. ids.Select(i => i.ToString("N"))]));
    }

    /// <summary>True when the model learned from other samples of one of these subjects.</summary>
    private static Task<bool> SharesSubjectsAsync(
        GovernanceDb db,
        ModelVersion version,
        IReadOnlyCollection<Guid> subjects,
        CancellationToken ct
    ) =>
        db.Set<ModelVersionSample>()
            .Where(p => p.VersionId == version.Id && p.Role != SampleRole.Test)
            .Join(db.Set<Sample>(), p => p.SampleId, s => (Guid?)s.Id, (_, s) => s.SubjectId)
            .AnyAsync(subject => subjects.Contains(subject), ct);

    /// <summary>
    /// The samples that the audit may assess. The others are counted: those that the model learned from, and those
    /// excluded by reason.
    /// </summary>
    private static async Task<(HashSet<Guid> Eligible, int Seen, SortedDictionary<string, int> Excluded)> EligibleAsync(
        GovernanceDb db,
        ModelVersion version,
        Guid dataVersionId,
        bool heldOut,
        DateTimeOffset at,
        CancellationToken ct
    )
    {
        var roles = (
            await db.Set<ModelVersionSample>()
                .AsNoTracking()
                .Where(p => p.VersionId == version.Id)
                .Select(p => new { p.SampleId, p.Role })
                .ToListAsync(ct)
        );
        var excluded = new SortedDictionary<string, int>(StringComparer.Ordinal);
        var learned = roles
            .Where(r => r.Role != SampleRole.Test && r.SampleId != null)
            .Select(r => r.SampleId!.Value)
            .ToHashSet();
        var test = roles
            .Where(r => r.Role == SampleRole.Test && r.SampleId != null)
            .Select(r => r.SampleId!.Value)
            .ToHashSet();
        var places = await (
            from place in db.Set<VersionSample>().AsNoTracking()
            where place.VersionId == dataVersionId
            join one in db.Set<Sample>() on place.SampleId equals (Guid?)one.Id into ones
            from sample in ones.DefaultIfEmpty()
            join record in ConsentGate.Effective(db, version.PurposeId, at)
                on sample.SubjectId equals record.SubjectId
                into records
            from consent in records.DefaultIfEmpty()
            orderby place.Ordinal
            select new
            {
                place.SampleId,
                place.Part,
                Present = (Modalities?)sample.Present,
                State = (ConsentState?)consent.State,
                Permits = (bool?)consent.Permits,
                Covered = (Modalities?)consent.Modalities,
            }
        ).ToListAsync(ct);
        var (eligible, seen) = (new HashSet<Guid>(), 0);
        // The declared test part belongs to the dataset version. Where none is declared, it is the one that the training made.
        var declared = places.Any(p => p.Part is not null);
        if (heldOut && !declared)
            for (var gone = roles.Count(r => r.Role == SampleRole.Test && r.SampleId == null); gone > 0; gone--)
                Count(excluded, EmbeddingTable.Erased);
        foreach (var place in places)
        {
            if (place.SampleId is not { } id)
            {
                if (declared ? place.Part == SplitPart.Test : !heldOut)
                    Count(excluded, EmbeddingTable.Erased);
                continue;
            }
            if (learned.Contains(id))
            {
                seen++;
                continue;
            }
            if (declared ? place.Part != SplitPart.Test : heldOut && !test.Contains(id))
                continue;
            if (
                ConsentCoverQuery.Why(
                    place.State,
                    place.Permits ?? false,
                    place.Covered ?? Modalities.None,
                    Modalities.None,
                    place.Present ?? Modalities.None
                ) is
                { } why
            )
                Count(excluded, KebabCase.From(why.ToString()));
            else
                eligible.Add(id);
        }
        return (eligible, seen, excluded);
    }

    private static Refusal Nothing(Model model, SortedDictionary<string, int> excluded, int seen)
    {
        if (excluded.GetValueOrDefault(NoLabel) > 0 && excluded[NoLabel] == excluded.Values.Sum())
            return new AuditLabelsMissing(model.Label.Field);
        return new NothingToAudit(excluded, seen);
    }

    private static AuditedRows RowsOf(
        Model model,
        ModelVersion version,
        EmbeddingTable table,
        List<int> kept,
        Dictionary<Guid, string> labels,
        Dictionary<string, int> classes
    )
    {
        var subjects = new Dictionary<Guid, int>();
        int SubjectOf(Guid id) => subjects.TryGetValue(id, out var number) ? number : subjects[id] = subjects.Count;
        var predicted = model.Label.Origin == LabelOrigin.Stratum ? model.Label.Field : null;
        EmbeddedSample[] rows = [.. kept.Select(k => table.Rows[k])];
        var shared = SharedValues.Of(
            table.Rows.SelectMany(r =>
                r.Strata.Append(new(Stratum, r.Stratum)).Select(s => (r.SubjectId, s.Key, s.Value))
            )
        );
        return new(
            model.Classes,
            version.Modalities,
            table.VectorsOf(kept),
            [.. rows.Select(r => r.Mask)],
            [.. rows.Select(r => classes[labels[r.SampleId]])],
            [.. rows.Select(r => SubjectOf(r.SubjectId))],
            [.. rows.Select(r => shared.NameOf(Stratum, r.Stratum))],
            [
                .. rows.Select(r =>
                    (IReadOnlyDictionary<string, string>)
                        r
                            .Strata.Where(s => s.Key != predicted)
                            .ToDictionary(s => s.Key, s => shared.NameOf(s.Key, s.Value))
                ),
            ]
        );
    }

    private static void Count(SortedDictionary<string, int> reasons, string reason) =>
        reasons[reason] = reasons.GetValueOrDefault(reason) + 1;
}
