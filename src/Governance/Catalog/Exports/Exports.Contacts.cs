using Governance.Ledger;
using Governance.Platform;
using Microsoft.EntityFrameworkCore;

namespace Governance.Catalog;

/// <summary>Changes how the recipient of an export is reached.</summary>
public sealed partial class Exports
{
    /// <summary>
    /// Changes how the recipient of an export is reached; null and empty ways are removed. A webhook gets a new secret, which is
    /// returned only here.
    /// </summary>
    public async Task<Result<ExportWithSecret>> ChangeContactAsync(
        Actor actor,
        Guid versionId,
        Guid exportId,
        ContactWays wanted,
        CancellationToken ct
    )
    {
        if (actor.Lacks(CatalogPolicies.Export) is { } refusal)
            return refusal;
        var ways = contacts.Read(wanted);
        if (!ways.Ok)
            return ways.Refusal;
        await using var change = await Change.BeginAsync(databases, ct);
        await change.LockAsync($"export-contact/{exportId}", ct);
        var db = change.Db;
        var export = await db.Set<Export>()
            .AsNoTracking()
            .SingleOrDefaultAsync(e => e.Id == exportId && e.VersionId == versionId, ct);
        if (export is null)
            return new NotFound("export", exportId.ToString());
        var existing = await db.Set<ExportContact>().SingleOrDefaultAsync(c => c.ExportId == exportId, ct);
        var (contact, secret) = contacts.NewContact(exportId, ways.Value);
        if (existing is null && contact is not null)
            db.Add(contact);
        else if (existing is not null && contact is null)
            db.Remove(existing);
        else if (existing is not null && contact is not null)
            (existing.Email, existing.Webhook, existing.ProtectedSecret) = (
                contact.Email,
                contact.Webhook,
                contact.ProtectedSecret
            );
        ledger.Append(
            db,
            actor,
            "export.contact-changed",
            exportId,
            new { email = contact?.Email is not null, webhook = contact?.Webhook is not null },
            Addresses(contact)
        );
        if (await change.CommitAsync(ct) is { } unsaved)
            return unsaved;
        return new ExportWithSecret(export, contact, secret);
    }

    private static PersonalFact[] Addresses(ExportContact? contact) =>
        [
            .. new[] { ("email", contact?.Email), ("webhook", contact?.Webhook) }
                .Where(a => a.Item2 is not null)
                .Select(a => new PersonalFact(a.Item1, a.Item2!)),
        ];
}
