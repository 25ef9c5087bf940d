using Governance.Consent;
using Governance.Ledger;
using Governance.Platform;
using Microsoft.EntityFrameworkCore;

namespace Governance.Catalog;

/// <summary>The door to exports: prepare and deliver them, list who received what, and how each recipient is reached.</summary>
public sealed partial class Exports(
    IDbContextFactory<GovernanceDb> databases,
    ExportTools tools,
    ContactRules contacts,
    LedgerEntries ledger,
    TimeProvider time
)
{
    /// <summary>Prepares an export whose recipient is told by a person.</summary>
    public async Task<Result<Export>> PrepareAsync(
        Actor actor,
        Guid versionId,
        string purposeCode,
        string recipient,
        CancellationToken ct
    )
    {
        var prepared = await PrepareAsync(actor, versionId, new(purposeCode, recipient, ContactWays.None), ct);
        return prepared.Ok ? prepared.Value.Export : prepared.Refusal;
    }

    /// <summary>
    /// Records the recipient, how to reach it, and the purpose; nothing is delivered yet. Refused for a version that is not sealed,
    /// and when consent permits no sample.
    /// </summary>
    public async Task<Result<ExportWithSecret>> PrepareAsync(
        Actor actor,
        Guid versionId,
        WantedExport wanted,
        CancellationToken ct
    )
    {
        if (actor.Lacks(CatalogPolicies.Export) is { } refusal)
            return refusal;
        var (purposeCode, recipient) = (wanted.PurposeCode, wanted.Recipient);
        if (string.IsNullOrWhiteSpace(recipient))
            return new RecipientMissing();
        if (TextRule.Check("recipient", recipient.Trim(), 200) is { } unfit)
            return unfit;
        var ways = contacts.Read(wanted.Contact);
        if (!ways.Ok)
            return ways.Refusal;
        await using var db = await databases.CreateDbContextAsync(ct);
        if (await DatasetVersions.UsableAsync(db, versionId, ct) is { Ok: false } unusable)
            return unusable.Refusal;
        var named = await Consents.PurposeAsync(db, "purpose", purposeCode, ct);
        if (!named.Ok)
            return named.Refusal;
        var purpose = named.Value;
        var samples = db.Set<Sample>()
            .Where(s => db.Set<VersionSample>().Any(v => v.VersionId == versionId && v.SampleId == s.Id));
        if (!await ConsentCoverQuery.Permitted(db, samples, purpose.Id, Modalities.None, time.GetUtcNow()).AnyAsync(ct))
            return new NothingPermitted(purpose.Code);
        var export = new Export
        {
            VersionId = versionId,
            PurposeId = purpose.Id,
            Recipient = recipient.Trim(),
            RequestedById = actor.UserId,
            Requested = new(actor.Name, time.GetUtcNow()),
        };
        db.Add(export);
        var (contact, secret) = contacts.NewContact(export.Id, ways.Value);
        if (contact is not null)
            db.Add(contact);
        ledger.Append(
            db,
            actor,
            "export.prepared",
            export.Id,
            new { export.VersionId, export.PurposeId },
            [new PersonalFact("recipient", export.Recipient), .. Addresses(contact)]
        );
        if (await db.TrySaveAsync(ct) is { } unsaved)
            return unsaved;
        return new ExportWithSecret(export, contact, secret);
    }

    /// <summary>What an export delivers if it starts now, by the same consent check as the delivery. Nothing is recorded.</summary>
    public async Task<Result<ExportOutlook>> OutlookAsync(
        Actor actor,
        Guid versionId,
        string purposeCode,
        CancellationToken ct
    )
    {
        if (actor.Lacks(CatalogPolicies.Export) is { } refusal)
            return refusal;
        await using var db = await databases.CreateDbContextAsync(ct);
        var named = await Consents.PurposeAsync(db, "purpose", purposeCode, ct);
        if (!named.Ok)
            return named.Refusal;
        var purpose = named.Value;
        var now = time.GetUtcNow();
        var samples = db.Set<Sample>()
            .Where(s => db.Set<VersionSample>().Any(v => v.VersionId == versionId && v.SampleId == s.Id));
        var cover = await ConsentCoverQuery.OfAsync(db, samples, (purpose.Id, purpose.Code), Modalities.None, now, ct);
        var groups = await (
            from sample in samples
            join consent in ConsentGate.Permitted(db, purpose.Id, now) on sample.SubjectId equals consent.SubjectId
            group sample by new { sample.Present, consent.Modalities } into g
            select new { g.Key, Count = g.Count() }
        ).ToListAsync(ct);
        var withheld = new SortedDictionary<Modality, int>();
        foreach (var group in groups.Where(g => (g.Key.Present & g.Key.Modalities) != Modalities.None))
        foreach (var modality in (group.Key.Present & ~group.Key.Modalities).Each())
            withheld[modality] = withheld.GetValueOrDefault(modality) + group.Count;
        var erased = await db.Set<VersionSample>().CountAsync(v => v.VersionId == versionId && v.SampleId == null, ct);
        return new ExportOutlook(cover, erased, withheld);
    }

    /// <summary>How many exports were delivered since an instant.</summary>
    public async Task<Result<int>> DeliveredSinceAsync(Actor actor, DateTimeOffset since, CancellationToken ct)
    {
        if (actor.Lacks(CatalogPolicies.Read) is { } refusal)
            return refusal;
        await using var db = await databases.CreateDbContextAsync(ct);
        return await db.Set<Export>().CountAsync(e => e.State == ExportState.Delivered && e.DeliveredAt >= since, ct);
    }

    /// <summary>Exports by page, newest first.</summary>
    /// <param name="versionId">Null = exports of every version.</param>
    public async Task<Result<Page<ExportRow>>> ListAsync(
        Actor actor,
        Guid? versionId,
        string? cursor,
        int? size,
        CancellationToken ct
    )
    {
        if (actor.Lacks(CatalogPolicies.Read) is { } refusal)
            return refusal;
        await using var db = await databases.CreateDbContextAsync(ct);
        var exports = db.Set<Export>().AsNoTracking();
        if (versionId is { } version)
            exports = exports.Where(e => e.VersionId == version);
        return await exports.ToPageAsync(e => e.Id, new(cursor, size), some => Rows(db, some), r => r.Export.Id, ct);
    }

    /// <summary>The export with this id, or <see cref="NotFound"/>.</summary>
    public async Task<Result<ExportRow>> FindAsync(Actor actor, Guid exportId, CancellationToken ct)
    {
        if (actor.Lacks(CatalogPolicies.Read) is { } refusal)
            return refusal;
        await using var db = await databases.CreateDbContextAsync(ct);
        var row = await Rows(db, db.Set<Export>().AsNoTracking().Where(e => e.Id == exportId)).SingleOrDefaultAsync(ct);
        return row is null ? new NotFound("export", exportId.ToString()) : row;
    }

    /// <summary>
    /// Starts a delivery, which <see cref="ExportDelivery.WriteToAsync"/> then writes. Refused when the export was delivered, or
    /// when its version was withdrawn.
    /// </summary>
    public async Task<Result<ExportDelivery>> DeliverAsync(
        Actor actor,
        Guid versionId,
        Guid exportId,
        CancellationToken ct
    )
    {
        if (actor.Lacks(CatalogPolicies.Export) is { } refusal)
            return refusal;
        await using var db = await databases.CreateDbContextAsync(ct);
        var export = await db.Set<Export>().SingleOrDefaultAsync(e => e.Id == exportId && e.VersionId == versionId, ct);
        if (export is null)
            return new NotFound("export", exportId.ToString());
        if (export.State == ExportState.Delivered)
            return new ExportAlreadyDelivered();
        var version = await db.Set<DatasetVersion>().AsNoTracking().SingleAsync(v => v.Id == export.VersionId, ct);
        if (version.State == VersionState.Withdrawn)
            return await DatasetVersions.WithdrawnAsync(db, version, ct);
        var dataset = await db.Set<Dataset>().AsNoTracking().SingleAsync(d => d.Id == version.DatasetId, ct);
        var purpose = await db.Set<Purpose>().AsNoTracking().SingleAsync(p => p.Id == export.PurposeId, ct);
        export.State = ExportState.Delivering;
        ledger.Append(db, actor, "export.begun", export.Id, new { export.VersionId, export.PurposeId });
        if (await db.TrySaveAsync(ct, "export") is { } unsaved)
            return unsaved;
        return new ExportDelivery(databases, tools, new(actor, export, version, dataset, purpose));
    }

    private static IQueryable<ExportRow> Rows(GovernanceDb db, IQueryable<Export> exports) =>
        from export in exports
        join version in db.Set<DatasetVersion>() on export.VersionId equals version.Id
        join dataset in db.Set<Dataset>() on version.DatasetId equals dataset.Id
        join purpose in db.Set<Purpose>() on export.PurposeId equals purpose.Id
        join contact in db.Set<ExportContact>() on export.Id equals contact.ExportId into contacts
        from contact in contacts.DefaultIfEmpty()
        orderby export.Id descending
        select new ExportRow(export, version.Name, version.Number, dataset.Name, purpose.Code)
        {
            Email = contact.Email,
            Webhook = contact.Webhook,
            Notices = db.Set<RecallNotice>()
                .Where(n => n.ExportId == export.Id)
                .OrderBy(n => n.Id)
                .Select(n => n.State)
                .ToList(),
        };
}
