using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Governance.Catalog;
using Governance.Consent;
using Governance.Ledger;
using Governance.Platform;
using Governance.Platform.Runs;
using Governance.Testing;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Governance.Tests.Consent;

public sealed class CertificateTests(TestDatabase server)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static async Task<IssuedCertificate> IssuedAsync(WithdrawalWorld world, Guid withdrawalId)
    {
        var found = await world.Slice.Get<Certificates>().FindAsync(Slice.Steward, withdrawalId, Ct);
        Assert.True(found.Ok, found.Refusal?.What);
        return found.Value;
    }

    [Fact]
    public async Task It_says_what_was_done_by_class_and_its_digest_is_in_the_ledger_entry_of_the_end()
    {
        await using var world = await WithdrawalWorld.OpenAsync(server);

        var done = await world.WithdrawnAsync();

        var issued = await IssuedAsync(world, done.Withdrawal.Id);
        var (certificate, said) = (issued.Certificate, issued.Document);
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(certificate.Document)), certificate.Digest);
        Assert.Equal(CanonicalJson.Bytes(JsonNode.Parse(certificate.Document)), certificate.Document);
        var entry = Assert.Single(await world.AllAsync<LedgerEntry>(), e => e.Kind == "withdrawal.completed");
        Assert.Equal(certificate.Digest, JsonNode.Parse(entry.Body)!["facts"]!["certificate"]!.GetValue<string>());

        Assert.Equal(
            done.Steps.Select(s => (s.Holding, s.Planned, s.Done)),
            said.Holdings.Select(h => (h.Holding, h.Planned, h.Done))
        );
        Assert.Equal((true, true), (said.Erases, said.AllPurposes));
        Assert.Equal([world.Research.Code], said.Purposes);
        Assert.Equal([done.Withdrawal.RunId], said.RunIds);
        Assert.Equal((Slice.Steward.Name, "portal"), (said.Requested.By, said.Completed.By));
        Assert.Equal(done.Withdrawal.Remains, said.Remains.Select(r => r.Text));
        Assert.Contains(said.Remains, r => r.Code == "certificate-remains");
        Assert.Contains(said.Marked, m => m.Holding == "versions" && m.Id == world.VersionId);
        var recipient = Assert.Single(said.Recipients);
        Assert.Equal(
            ("Institute", RecallWay.ByHand, RecallState.ToDo, 2, world.ExportId),
            (recipient.Recipient, recipient.Way, recipient.State, recipient.Samples, recipient.ExportId)
        );
        Assert.Superset(world.Blobs, said.Content.Digests.ToHashSet());
        Assert.Empty(world.OtherBlobs.Intersect(said.Content.Digests));
        Assert.Equal(said.Content.Digests.Order(StringComparer.Ordinal), said.Content.Digests);
        Assert.Equal(
            (done.Withdrawal.BlobsDeleted, said.Content.Digests.Count),
            (said.Content.Deleted, said.Content.Deleted)
        );
        var all = string.Concat(said.Content.Digests.Select(d => d + "\n"));
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(all))), said.Content.DigestOfAll);
        Assert.Empty(await world.AllAsync<RemovedBlob>());

        var text = Encoding.UTF8.GetString(certificate.Document);
        foreach (
            var trace in world
                .Ids.Select(i => i.ToString())
                .Concat(WithdrawalWorld.Telltales)
                .Append(WithdrawalWorld.Who)
        )
            Assert.DoesNotContain(trace, text, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(WithdrawalWorld.Who, issued.Pseudonym);
    }

    [Fact]
    public async Task It_lists_what_was_marked_and_not_what_was_planned()
    {
        await using var world = await WithdrawalWorld.OpenAsync(server);
        var withdrawal = await world.WithdrawAsync();
        await using (var db = world.Slice.Db())
            await db.Set<WithdrawalStep>()
                .Where(s => s.WithdrawalId == withdrawal.Id)
                .ExecuteUpdateAsync(set => set.SetProperty(s => s.Things, []), Ct);

        await world.Slice.WorkAsync();

        var marked = Assert.Single((await IssuedAsync(world, withdrawal.Id)).Document.Marked);
        Assert.Equal(("versions", "Lab v1 · First", (Guid?)world.VersionId), (marked.Holding, marked.Name, marked.Id));
    }

    [Fact]
    public async Task It_is_not_issued_while_a_job_that_began_earlier_may_still_use_the_files()
    {
        await using var world = await WithdrawalWorld.OpenAsync(server);
        var older = (await world.AllAsync<Run>()).OrderBy(r => r.Id).First().Id;
        Task SetAsync(RunState state) => ChangeAsync(world, older, state);
        await SetAsync(RunState.Running);

        var withdrawing = world.WithdrawnAsync();
        while (!(await world.AllAsync<Run>()).Any(r => r.StageMessage?.Code == "waiting-for-files-of-jobs"))
        {
            Assert.False(withdrawing.IsCompleted);
            await Task.Delay(50, Ct);
        }
        Assert.Empty(await world.AllAsync<Certificate>());
        var blobs = world.Slice.Get<Governance.Platform.Blobs.IBlobStore>();
        var left = 0;
        foreach (var digest in world.Blobs)
            left += await blobs.ExistsAsync(digest, Ct) ? 1 : 0;
        Assert.NotEqual(0, left);
        await SetAsync(RunState.Succeeded);
        while (!withdrawing.IsCompleted)
        {
            world.Slice.Time.Advance(TimeSpan.FromSeconds(1));
            await Task.Delay(50, Ct);
        }

        var done = await withdrawing;
        Assert.True(done.Withdrawal.State == WithdrawalState.Done, done.Run.Error);
        Assert.Equal([], await LeftBehind.FindAsync(world, Ct));
    }

    private static async Task ChangeAsync(WithdrawalWorld world, Guid run, RunState state)
    {
        await using var db = world.Slice.Db();
        var before = world.Slice.Time.GetUtcNow() - TimeSpan.FromDays(1);
        await db.Set<Run>()
            .Where(r => r.Id == run)
            .ExecuteUpdateAsync(set => set.SetProperty(r => r.State, state).SetProperty(r => r.CreatedAt, before), Ct);
    }

    [Fact]
    public async Task It_never_changes_and_the_later_state_of_a_notice_stands_beside_it()
    {
        await using var world = await WithdrawalWorld.OpenAsync(server);
        var done = await world.WithdrawnAsync();
        var before = await IssuedAsync(world, done.Withdrawal.Id);
        world.Slice.Time.Advance(TimeSpan.FromDays(2));
        await world.Slice.Get<RecallNotices>().TickOffAsync(Slice.Steward, before.Notices[0].Id, Ct);

        var after = await IssuedAsync(world, done.Withdrawal.Id);

        Assert.Equal(before.Certificate.Document, after.Certificate.Document);
        Assert.Equal(RecallState.ToDo, Assert.Single(after.Document.Recipients).State);
        var now = Assert.Single(after.Notices);
        Assert.Equal((RecallState.Done, Slice.Start.AddDays(2)), (now.State, now.StateAt));
        await using var db = world.Slice.Db();
        foreach (
            var sql in new[]
            {
                "UPDATE withdrawal_certificates SET digest = repeat('0', 64)",
                "DELETE FROM withdrawal_certificates",
                "TRUNCATE withdrawal_certificates",
            }
        )
            await Assert.ThrowsAsync<PostgresException>(() => db.Database.ExecuteSqlRawAsync(sql, Ct));
    }

    [Fact]
    public async Task The_check_compares_a_document_with_the_ledger_and_finds_every_change()
    {
        await using var world = await WithdrawalWorld.OpenAsync(server);
        var done = await world.WithdrawnAsync();
        var document = (await IssuedAsync(world, done.Withdrawal.Id)).Certificate.Document;
        var certificates = world.Slice.Get<Certificates>();
        async Task<Result<CertificateCheck>> CheckAsync(string json) =>
            await certificates.CheckAsync(Slice.Steward, JsonDocument.Parse(json).RootElement, Ct);
        var text = Encoding.UTF8.GetString(document);

        Assert.True((await CheckAsync(text)).Value.Matches);
        var reordered = new JsonObject(
            JsonNode.Parse(text)!.AsObject().Reverse().Select(m => KeyValuePair.Create(m.Key, m.Value?.DeepClone()))
        );
        Assert.True((await CheckAsync(reordered.ToJsonString(new() { WriteIndented = true }))).Value.Matches);

        foreach (
            var change in new Action<JsonNode>[]
            {
                d => d["erases"] = false,
                d => d["holdings"]![0]!["done"] = 99,
                d => d["recipients"]!.AsArray().Clear(),
                d => d["recipients"]![0]!["state"] = "sent",
                d => d["content"]!["digests"]!.AsArray().RemoveAt(0),
                d => d.AsObject().Remove("remains"),
                d => d["more"] = 1,
            }
        )
        {
            var changed = JsonNode.Parse(text)!;
            change(changed);
            var check = (await CheckAsync(changed.ToJsonString())).Value;
            Assert.False(check.Matches, changed.ToJsonString());
            Assert.NotNull(check.LedgerDigest);
        }
        var other = (
            await CheckAsync(
                text.Replace(done.Withdrawal.Id.ToString(), Guid.NewGuid().ToString(), StringComparison.Ordinal)
            )
        ).Value;
        Assert.Equal((false, null, null), (other.Matches, other.LedgerDigest, other.EntryId));
        foreach (
            var broken in new[]
            {
                "[]",
                "1",
                "{}",
                "{\"withdrawalId\":1}",
                $"{{\"withdrawalId\":\"x\",\"withdrawalId\":{text}}}",
            }
        )
            Assert.IsType<CertificateUnreadable>((await CheckAsync(broken)).Refusal);
        Assert.IsType<NotAllowed>(
            (await certificates.CheckAsync(Slice.Nobody, JsonDocument.Parse(text).RootElement, Ct)).Refusal
        );
    }

    [Fact]
    public async Task Before_the_end_there_is_none()
    {
        await using var world = await WithdrawalWorld.OpenAsync(server);
        var withdrawal = await world.WithdrawAsync();
        var certificates = world.Slice.Get<Certificates>();
        Assert.IsType<CertificateNotIssued>((await certificates.FindAsync(Slice.Steward, withdrawal.Id, Ct)).Refusal);
        Assert.IsType<NotFound>((await certificates.FindAsync(Slice.Steward, Guid.NewGuid(), Ct)).Refusal);
        Assert.IsType<NotAllowed>((await certificates.FindAsync(Slice.Nobody, withdrawal.Id, Ct)).Refusal);
    }
}
