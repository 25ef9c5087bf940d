using System.Security.Cryptography;
using System.Text;
using Governance.Platform;
using Governance.Platform.Runs;
using Microsoft.EntityFrameworkCore;

namespace Governance.Consent;

/// <summary>Composes the certificate of a withdrawal when it is completed.</summary>
public sealed class CertificateWriter(IEnumerable<IRecipientNotices> recipients)
{
    private const int Format = 2;

    /// <summary>Tells the recipients, once for each that is due.</summary>
    internal async Task NotifyAsync(Guid withdrawalId, RunContext run, CancellationToken ct)
    {
        foreach (var notices in recipients)
            await notices.SendAsync(withdrawalId, run, ct);
    }

    /// <summary>
    /// Adds the certificate to the caller's context and deletes the list of removed content, which it now has. The caller's
    /// transaction also appends the digest to the ledger.
    /// </summary>
    internal async Task<Certificate> AddAsync(
        GovernanceDb db,
        Withdrawal withdrawal,
        IReadOnlyList<WithdrawalStep> steps,
        CancellationToken ct
    )
    {
        var document = await ComposeAsync(db, withdrawal, steps, ct);
        var bytes = CanonicalJson.Bytes(document);
        var certificate = new Certificate
        {
            WithdrawalId = withdrawal.Id,
            Document = bytes,
            Digest = Convert.ToHexStringLower(SHA256.HashData(bytes)),
            IssuedAt = withdrawal.FinishedAt!.Value,
        };
        db.Add(certificate);
        await db.Set<RemovedBlob>().Where(b => b.WithdrawalId == withdrawal.Id).ExecuteDeleteAsync(ct);
        return certificate;
    }

    private async Task<CertificateDocument> ComposeAsync(
        GovernanceDb db,
        Withdrawal withdrawal,
        IReadOnlyList<WithdrawalStep> steps,
        CancellationToken ct
    )
    {
        var purposeIds = withdrawal.PurposeIds.ToArray();
        var purposes = await db.Set<Purpose>()
            .Where(p => purposeIds.Contains(p.Id))
            .OrderBy(p => p.Code)
            .Select(p => p.Code)
            .ToListAsync(ct);
        var jobs = await db.Set<Run>()
            .Where(r => r.TargetId == withdrawal.Id && r.Kind == WithdrawalJob.Kind)
            .OrderBy(r => r.Id)
            .Select(r => r.Id)
            .ToListAsync(ct);
        var told = new List<RecipientNotice>();
        foreach (var notices in recipients)
            told.AddRange(await notices.ListAsync(db, withdrawal.Id, ct));
        var inFlow = steps.OrderBy(s => s.Place).ThenBy(s => s.Ordinal).ToList();
        return new(
            Format,
            withdrawal.Id,
            purposes,
            withdrawal.AllPurposes,
            withdrawal.Erases,
            new(withdrawal.Requested.By, withdrawal.Requested.At),
            new(Actor.Portal.Name, withdrawal.FinishedAt!.Value),
            jobs,
            [.. inFlow.Select(s => new CertifiedHolding(s.Holding, s.Title, s.Fate, s.Planned, s.Done, s.FinishedAt))],
            await ContentAsync(db, withdrawal.Id, ct),
            [
                .. inFlow
                    .Where(s => s.Fate == HoldingFate.Marked)
                    .SelectMany(s => s.Marked.Select(t => new CertifiedThing(s.Holding, t.Name, t.Id))),
            ],
            [.. told.Select(CertifiedRecipient.Of)],
            [.. withdrawal.RemainsMessages.Select(m => new CertifiedSentence(m.Code, m.Text))],
            CodeVersion.Current,
            [.. withdrawal.Modalities.Each()]
        );
    }

    private static async Task<CertifiedContent> ContentAsync(GovernanceDb db, Guid withdrawalId, CancellationToken ct)
    {
        var digests = await db.Set<RemovedBlob>()
            .Where(b => b.WithdrawalId == withdrawalId)
            .Select(b => b.Digest)
            .ToListAsync(ct);
        // Ordered here, because the order of the database depends on its collation.
        digests.Sort(StringComparer.Ordinal);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var digest in digests)
            hash.AppendData(Encoding.ASCII.GetBytes(digest + "\n"));
        return new(
            digests.Count,
            [.. digests.Take(CertifiedContent.MaxListed)],
            Convert.ToHexStringLower(hash.GetHashAndReset())
        );
    }
}
