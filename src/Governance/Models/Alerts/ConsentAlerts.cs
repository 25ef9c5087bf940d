using Governance.Catalog;
using Governance.Consent;
using Governance.Ledger;
using Governance.Platform;
using Microsoft.EntityFrameworkCore;

namespace Governance.Models;

/// <summary>
/// The door to alerts about versions that learned from lost consent. An alert is not stored: it follows from the consent records,
/// so that it is raised at the commit of a withdrawal, at an expiry and at a change of modalities, and none is missed. Only the
/// acknowledgements are stored.
/// </summary>
public sealed class ConsentAlerts(IDbContextFactory<GovernanceDb> databases, LedgerEntries ledger, TimeProvider time)
{
    private const int LongestNote = 2000;

    /// <summary>Lists the alerts, versions that answer predictions first.</summary>
    /// <param name="model">Name of the only model; null = all.</param>
    /// <param name="openOnly">Leaves acknowledged alerts out.</param>
    public async Task<Result<IReadOnlyList<ConsentAlert>>> ListAsync(
        Actor actor,
        string? model,
        bool openOnly,
        CancellationToken ct
    )
    {
        if (actor.Lacks(ModelsPolicies.Read) is { } refusal)
            return refusal;
        await using var db = await databases.CreateDbContextAsync(ct);
        if (model is not null && !await db.Set<Model>().AnyAsync(m => m.Name == model, ct))
            return new NotFound("model", model);
        var alerts = new List<ConsentAlert>();
        foreach (var id in await AffectedAsync(db, model, ct))
            if (await FindAsync(db, id, ct) is { } alert && (alert.Open || !openOnly))
                alerts.Add(alert);
        return Result.Of<IReadOnlyList<ConsentAlert>>([
            .. alerts
                .OrderByDescending(a => a.Answering.Count)
                .ThenBy(a => a.Model, StringComparer.Ordinal)
                .ThenByDescending(a => a.Number),
        ]);
    }

    /// <summary>Acknowledges the alert of a version with a note on what is done; a later loss raises it again.</summary>
    public async Task<Result<ConsentAlert>> AcknowledgeAsync(
        Actor actor,
        string model,
        int number,
        string note,
        CancellationToken ct
    )
    {
        if (actor.Lacks(ModelsPolicies.Acknowledge) is { } refusal)
            return refusal;
        if (string.IsNullOrWhiteSpace(note))
            return new NoteMissing();
        if (TextRule.Check("note", note.Trim(), LongestNote) is { } unfit)
            return unfit;
        await using var change = await Change.BeginAsync(databases, ct);
        var db = change.Db;
        var found = await ModelRegistry.FindAsync(db, model, number, ct);
        if (!found.Ok)
            return found.Refusal;
        var versionId = found.Value.Version.Id;
        await change.LockAsync($"consent-alert/{versionId}", ct);
        if (await FindAsync(db, versionId, ct) is not { Open: true } alert)
            return new NoConsentAlert(model, number);
        var done = new ConsentAcknowledgement
        {
            VersionId = versionId,
            LostOrdinals = [.. alert.Cover.LostOrdinals],
            Note = note.Trim(),
            AcknowledgedById = actor.UserId,
            Acknowledged = new(actor.Name, time.GetUtcNow()),
        };
        db.Add(done);
        ledger.Append(
            db,
            actor,
            "consent-alert.acknowledged",
            done.Id,
            new
            {
                version = versionId,
                alert.Cover.LearnedFrom,
                alert.Cover.Lost,
                alert.Cover.Digest,
            }
        );
        if (await change.CommitAsync(ct) is { } unsaved)
            return unsaved;
        return alert with { NewlyLost = 0, Acknowledgement = done };
    }

    private async Task<ConsentAlert?> FindAsync(GovernanceDb db, Guid versionId, CancellationToken ct)
    {
        var cover = await ModelCover.OfAsync(db, versionId, time.GetUtcNow(), ct);
        if (cover.Lost == 0)
            return null;
        var (version, model) = await (
            from one in db.Set<ModelVersion>().AsNoTracking()
            where one.Id == versionId
            join owner in db.Set<Model>() on one.ModelId equals owner.Id
            select new ValueTuple<ModelVersion, Model>(one, owner)
        ).SingleAsync(ct);
        var aliases = await db.Set<ModelAlias>()
            .AsNoTracking()
            .Where(a => a.ModelId == model.Id)
            .OrderBy(a => a.Name)
            .ToListAsync(ct);
        var states = await AliasStates.NewestAsync(db, model.Id, ct);
        var last = await db.Set<ConsentAcknowledgement>()
            .AsNoTracking()
            .Where(a => a.VersionId == versionId)
            .OrderByDescending(a => a.Id)
            .FirstOrDefaultAsync(ct);
        return new(
            model.Name,
            model.Title,
            version.Number,
            cover,
            cover.LostOrdinals.Except(last?.LostOrdinals ?? []).Count(),
            [
                .. aliases
                    .Where(a => a.Answering(states.GetValueOrDefault((model.Id, a.Name))) == versionId)
                    .Select(a => a.Name),
            ],
            last
        );
    }

    /// <summary>The versions with at least one lost sample, found by the database; the covers are computed for these only.</summary>
    private async Task<List<Guid>> AffectedAsync(GovernanceDb db, string? model, CancellationToken ct)
    {
        var versions = db.Set<ModelVersion>().Where(v => v.State == ModelVersionState.Ready);
        if (model is not null)
            versions = versions.Where(v => db.Set<Model>().Any(m => m.Id == v.ModelId && m.Name == model));
        var learned = db.Set<ModelVersionSample>().Where(p => p.Role != SampleRole.Test);
        var affected = new List<Guid>();
        foreach (var purposeId in await versions.Select(v => v.PurposeId).Distinct().ToListAsync(ct))
        {
            var ofPurpose = versions.Where(v => v.PurposeId == purposeId);
            var all = await (
                from version in ofPurpose
                join place in learned on version.Id equals place.VersionId
                group place by place.VersionId into g
                select new { g.Key, Count = g.Count() }
            ).ToDictionaryAsync(g => g.Key, g => g.Count, ct);
            var permitted = await (
                from version in ofPurpose
                join place in learned on version.Id equals place.VersionId
                join sample in db.Set<Sample>() on place.SampleId equals (Guid?)sample.Id
                join consent in ConsentGate.Permitted(db, purposeId, time.GetUtcNow())
                    on sample.SubjectId equals consent.SubjectId
                where (consent.Modalities & place.Used) == place.Used
                group place by place.VersionId into g
                select new { g.Key, Count = g.Count() }
            ).ToDictionaryAsync(g => g.Key, g => g.Count, ct);
            affected.AddRange(all.Where(v => permitted.GetValueOrDefault(v.Key) < v.Value).Select(v => v.Key));
        }
        return affected;
    }
}
