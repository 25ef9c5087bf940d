using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using Governance.Ledger;
using Governance.Platform;
using Microsoft.EntityFrameworkCore;

namespace Governance.Consent;

/// <summary>The door to the certificates of withdrawals.</summary>
public sealed class Certificates(IDbContextFactory<GovernanceDb> databases, IEnumerable<IRecipientNotices> recipients)
{
    /// <summary>Returns a certificate as issued, with the notices as they are now.</summary>
    public async Task<Result<IssuedCertificate>> FindAsync(Actor actor, Guid withdrawalId, CancellationToken ct)
    {
        if (actor.Lacks(ConsentPolicies.Read) is { } refusal)
            return refusal;
        await using var db = await databases.CreateDbContextAsync(ct);
        var withdrawal = await db.Set<Withdrawal>().AsNoTracking().SingleOrDefaultAsync(w => w.Id == withdrawalId, ct);
        if (withdrawal is null)
            return new NotFound("withdrawal", withdrawalId.ToString());
        var certificate = await db.Set<Certificate>()
            .AsNoTracking()
            .SingleOrDefaultAsync(c => c.WithdrawalId == withdrawalId, ct);
        if (certificate is null)
            return new CertificateNotIssued();
        var document = JsonSerializer.Deserialize<CertificateDocument>(certificate.Document, CanonicalJson.Options)!;
        var subject = await db.Set<Subject>().AsNoTracking().SingleAsync(s => s.Id == withdrawal.SubjectId, ct);
        return new IssuedCertificate(
            certificate,
            document,
            subject.Pseudonym,
            await NoticesAsync(db, withdrawalId, ct)
        );
    }

    /// <summary>Returns the notices of a withdrawal as they are now, by recipient.</summary>
    public async Task<Result<IReadOnlyList<RecipientNotice>>> NoticesAsync(
        Actor actor,
        Guid withdrawalId,
        CancellationToken ct
    )
    {
        if (actor.Lacks(ConsentPolicies.Read) is { } refusal)
            return refusal;
        await using var db = await databases.CreateDbContextAsync(ct);
        return Result.Of(await NoticesAsync(db, withdrawalId, ct));
    }

    /// <summary>
    /// Says whether a document is the certificate that the ledger holds. Only the ledger is asked, not the stored document, and only
    /// the canonical form counts: white space and the order of members do not.
    /// </summary>
    public async Task<Result<CertificateCheck>> CheckAsync(Actor actor, JsonElement document, CancellationToken ct)
    {
        if (actor.Lacks(ConsentPolicies.Read) is { } refusal)
            return refusal;
        if (Canonical(document) is not { } bytes)
            return new CertificateUnreadable();
        if (
            !document.TryGetProperty("withdrawalId", out var named)
            || named.ValueKind != JsonValueKind.String
            || !named.TryGetGuid(out var withdrawalId)
        )
            return new CertificateUnreadable();
        await using var db = await databases.CreateDbContextAsync(ct);
        var entry = await db.Set<LedgerEntry>()
            .AsNoTracking()
            .Where(e => e.ThingId == withdrawalId && e.Kind == WithdrawalJob.CompletedEntry)
            .OrderBy(e => e.Id)
            .FirstOrDefaultAsync(ct);
        return new CertificateCheck(
            withdrawalId,
            Convert.ToHexStringLower(SHA256.HashData(bytes)),
            entry is null ? null : DigestIn(entry.Body),
            entry?.EntryId,
            entry?.At
        );
    }

    private async Task<IReadOnlyList<RecipientNotice>> NoticesAsync(
        GovernanceDb db,
        Guid withdrawalId,
        CancellationToken ct
    )
    {
        var all = new List<RecipientNotice>();
        foreach (var notices in recipients)
            all.AddRange(await notices.ListAsync(db, withdrawalId, ct));
        return all;
    }

    private static string? DigestIn(byte[] body) => JsonNode.Parse(body)?["facts"]?["certificate"]?.GetValue<string>();

    /// <summary>Null for what is not an object, and for an object with the same member twice.</summary>
    private static byte[]? Canonical(JsonElement document)
    {
        if (document.ValueKind != JsonValueKind.Object)
            return null;
        try
        {
            return CanonicalJson.Bytes(JsonObject.Create(document));
        }
        catch (Exception e) when (e is ArgumentException or JsonException or InvalidOperationException)
        {
            return null;
        }
    }
}
