using System.Text;
using Governance.Annotation;
using Governance.Audits;
using Governance.Catalog;
using Governance.Consent;
using Governance.Embeddings;
using Governance.Ingestion;
using Governance.Ledger;
using Governance.Models;
using Governance.Platform.Blobs;
using Governance.Testing;
using Microsoft.EntityFrameworkCore;

namespace Governance.Tests.Consent;

/// <summary>
/// Every sentence of a withdrawal's preview is compared with what happened: each has a check under its code, a sentence without a
/// check fails, and so does a check whose sentence no preview here contains.
/// </summary>
public sealed class PreviewPromisesTests(TestDatabase server)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static readonly Dictionary<string, Func<Happened, Task>> Checks = new(StringComparer.Ordinal)
    {
        ["samples-deleted"] = SamplesAreDeletedAsync,
        ["recordings-deleted"] = RecordingsAreDeletedAsync,
        ["uploads-deleted"] = UploadsAreDeletedAsync,
        ["annotations-deleted"] = AnnotationsAreDeletedAsync,
        ["embeddings-deleted"] = EmbeddingsAreDeletedAsync,
        ["audit-predictions-deleted"] = PredictionsAreDeletedAsync,
        ["versions-succeeded"] = VersionsAreSucceededAsync,
        ["deliveries-recalled"] = DeliveriesAreRecalledAsync,
        ["model-versions-marked"] = ModelVersionsAreMarkedAsync,
        ["ledger-openings-erased"] = OpeningsAreErasedAsync,
        ["consent-records-stay"] = RecordsStayAsync,
        ["consent-records-remain"] = RecordsRemainAsync,
        ["tombstone-remains"] = TombstoneRemainsAsync,
        ["ledger-entries-remain"] = LedgerEntriesRemainAsync,
        ["certificate-remains"] = CertificateRemainsAsync,
        ["manifest-leaves-remain"] = LeavesRemainAsync,
        ["database-copies-remain"] = TablesAreVacuumedAsync,
        ["database-vacuumed"] = TablesAreVacuumedAsync,
        ["taught-versions-remain"] = TaughtVersionsRemainAsync,
        ["samples-remain"] = SamplesRemainAsync,
    };

    [Fact]
    public async Task Each_sentence_of_the_preview_is_what_happened()
    {
        var said = new HashSet<string>(StringComparer.Ordinal);
        said.UnionWith(await CheckedAsync(withOtherPurpose: false));
        said.UnionWith(await CheckedAsync(withOtherPurpose: true));
        Assert.Equal(Checks.Keys.Order(StringComparer.Ordinal), said.Order(StringComparer.Ordinal));
    }

    /// <param name="withOtherPurpose">Whether a consent for another purpose remains, so that nothing is erased.</param>
    /// <returns>The codes of the sentences that were shown and compared.</returns>
    private async Task<IReadOnlyCollection<string>> CheckedAsync(bool withOtherPurpose)
    {
        await using var world = await WithdrawalWorld.OpenTaughtAsync(server);
        IReadOnlyList<Guid>? purposes = null;
        if (withOtherPurpose)
        {
            await world.Slice.ConsentAsync(world.Subject, await world.Slice.PurposeAsync("teaching"));
            purposes = [world.Research.Id];
        }
        var plan = (
            await world.Withdrawals.DryRunAsync(
                Slice.Steward,
                world.Subject.Id,
                WithdrawnPurposes.Of(purposes, purposes is null).Value,
                Ct
            )
        ).Value;
        var before = await Before.OfAsync(world);

        var done = await world.WithdrawnAsync(purposes);

        Assert.True(done.Withdrawal.State == WithdrawalState.Done, done.Run.Error);
        var affected = done.Steps.Where(s => s.Planned > 0).ToList();
        Assert.Equal(
            plan.Steps.Where(s => s.Count > 0).Select(s => (s.Holding, s.WhatHappens)).Order(),
            affected.Select(s => (s.Holding, s.WhatHappens)).Order()
        );
        var promises = affected.Select(s => s.WhatHappensMessage).Concat(done.Withdrawal.RemainsMessages).ToList();
        // The preview cannot count the record that the withdrawal itself adds.
        foreach (var line in plan.Remains.Where(l => !l.Contains("consent record", StringComparison.Ordinal)))
            Assert.Contains(line, promises.Select(p => p.Text));
        var happened = new Happened(world, before, done);
        foreach (var promise in promises)
        {
            Assert.True(Checks.TryGetValue(promise.Code, out var check), $"Nothing checks “{promise.Text}”.");
            await check(happened with { Promise = promise.Text });
        }
        return [.. promises.Select(p => p.Code)];
    }

    private static async Task SamplesAreDeletedAsync(Happened it)
    {
        Assert.DoesNotContain(await it.World.AllAsync<Sample>(), s => s.SubjectId == it.World.Subject.Id);
        foreach (var digest in it.World.Blobs)
            Assert.False(await it.World.Slice.Get<IBlobStore>().ExistsAsync(digest, Ct), digest);
        foreach (var digest in it.World.OtherBlobs)
            Assert.True(await it.World.Slice.Get<IBlobStore>().ExistsAsync(digest, Ct), digest);
    }

    private static async Task RecordingsAreDeletedAsync(Happened it)
    {
        Assert.DoesNotContain(await it.World.AllAsync<Recording>(), r => r.SubjectId == it.World.Subject.Id);
        Assert.DoesNotContain(await it.World.AllAsync<RecordingStream>(), s => it.World.Ids.Contains(s.Id));
    }

    private static async Task UploadsAreDeletedAsync(Happened it)
    {
        Assert.All(await it.World.AllAsync<Import>(), i => Assert.NotNull(i.SourceErasedAt));
        foreach (var digest in it.World.Archives)
            Assert.False(await it.World.Slice.Get<IBlobStore>().ExistsAsync(digest, Ct), digest);
        var others = (await it.World.AllAsync<Sample>()).Count;
        Assert.Equal(it.Before.Samples.Count - it.Before.Theirs.Count, others);
    }

    private static async Task AnnotationsAreDeletedAsync(Happened it)
    {
        Assert.Contains(it.Before.Tasks, t => it.Before.Theirs.Contains(t.SampleId));
        Assert.DoesNotContain(await it.World.AllAsync<AnnotationTask>(), t => it.Before.Theirs.Contains(t.SampleId));
        Assert.DoesNotContain(await it.World.AllAsync<SampleAnnotation>(), a => it.Before.Theirs.Contains(a.SampleId));
    }

    private static async Task EmbeddingsAreDeletedAsync(Happened it)
    {
        var vectors = await it.World.AllAsync<Embedding>();
        Assert.DoesNotContain(vectors, e => it.Before.Theirs.Contains(e.SampleId));
        Assert.NotEmpty(vectors);
        var sets = (await it.World.AllAsync<EmbeddingSet>()).ToDictionary(s => s.Id);
        Assert.All(it.Before.Sets, s => Assert.Equal((s.Places, s.Embedded), (sets[s.Id].Places, sets[s.Id].Embedded)));
    }

    private static async Task PredictionsAreDeletedAsync(Happened it)
    {
        Assert.DoesNotContain(await it.World.AllAsync<AuditPrediction>(), p => it.Before.Theirs.Contains(p.SampleId));
        var reports = (await it.World.AllAsync<AuditRun>()).ToDictionary(a => a.Id, a => a.Report!);
        Assert.All(it.Before.Audits, a => Assert.Equal(Figures(a.Report!), Figures(reports[a.Id])));

        static string Figures(string report) =>
            System.Text.Json.Nodes.JsonNode.Parse(report)!["core"]!["masks"]!.ToJsonString();
    }

    private static async Task VersionsAreSucceededAsync(Happened it)
    {
        var versions = await it.World.AllAsync<DatasetVersion>();
        var places = await it.World.AllAsync<VersionSample>();
        var reached = it.Before.Versions.Where(v => v.State == VersionState.Sealed && it.Before.Holds(v.Id)).ToList();
        Assert.NotEmpty(reached);
        foreach (var old in reached)
        {
            var now = versions.Single(v => v.Id == old.Id);
            Assert.Equal(VersionState.Withdrawn, now.State);
            var successor = Assert.Single(versions, v => v.SupersedesId == old.Id);
            Assert.Equal((old.Recipe, old.Name), (successor.Recipe, successor.Name));
            var drawn = places.Where(p => p.VersionId == successor.Id).ToList();
            Assert.Equal(drawn.Count > 0 ? VersionState.Sealed : VersionState.Draft, successor.State);
            Assert.DoesNotContain(drawn, p => p.SampleId is { } id && it.Before.Theirs.Contains(id));
            var kept = places.Where(p => p.VersionId == old.Id).OrderBy(p => p.Ordinal).ToList();
            Assert.Equal(
                it.Done.Withdrawal.Erases ? it.Before.PlacesOf(old.Id) : 0,
                kept.Count(p => p.SampleId is null)
            );
            Assert.Equal(old.ManifestDigest, Convert.ToHexStringLower(MerkleTree.Root(kept.Select(p => p.LeafHash))));
        }
        var successors = versions.Where(v => v.SupersedesId is not null).Select(v => v.Id);
        Assert.All(await it.World.AllAsync<AnnotationProject>(), p => Assert.Contains(p.VersionId, successors));
    }

    private static async Task DeliveriesAreRecalledAsync(Happened it)
    {
        Assert.NotEmpty(it.Before.Exported);
        if (it.Done.Withdrawal.Erases)
            Assert.DoesNotContain(await it.World.AllAsync<ExportedSample>(), e =>
                it.Before.Theirs.Contains(e.SampleId)
            );
        var notices = (await it.World.AllAsync<RecallNotice>()).Where(n => n.WithdrawalId == it.Done.Withdrawal.Id);
        Assert.Equal(it.Before.Exported.Distinct().Order(), notices.Select(n => n.ExportId).Order());
        // The export names neither e-mail nor webhook.
        Assert.All(notices, n => Assert.Equal((RecallWay.ByHand, RecallState.ToDo), (n.Way, n.State)));
    }

    private static async Task ModelVersionsAreMarkedAsync(Happened it)
    {
        var registry = it.World.Slice.Get<ModelRegistry>();
        var taught = (await registry.VersionAsync(Slice.Steward, it.World.Taught.Id, Ct)).Value;
        Assert.Equal(it.Before.Learned, taught.Cover.Lost);
        Assert.Equal(it.World.Taught.OnnxDigest, taught.Version.OnnxDigest);
        Assert.True(await it.World.Slice.Get<IBlobStore>().ExistsAsync(taught.Version.OnnxDigest!, Ct));
        // The policy allows 10 %, and the subject was more than that.
        var aliases = it.World.Slice.Get<ModelAliases>();
        foreach (var move in new[] { AliasMove.Promotion, AliasMove.Rollback })
        {
            var gates = (await aliases.GatesAsync(Slice.Steward, "wear", "champion", 1, move, Ct)).Value;
            Assert.Equal(GateState.Unmet, gates.Single(g => g.Gate == GateNames.Consent).State);
        }
        // The other model was only audited on the subject.
        var apart = (await it.World.AllAsync<ModelVersion>()).Single(v => v.Id != it.World.Taught.Id);
        Assert.Equal(0, (await registry.VersionAsync(Slice.Steward, apart.Id, Ct)).Value.Cover.Lost);
    }

    private static async Task OpeningsAreErasedAsync(Happened it)
    {
        Assert.DoesNotContain(await it.World.AllAsync<LedgerOpening>(), o => o.SubjectId == it.World.Subject.Id);
        var entries = (await it.World.AllAsync<LedgerEntry>()).ToDictionary(e => e.Id, e => e.Body);
        Assert.All(it.Before.Entries, e => Assert.Equal(e.Body, entries[e.Id]));
    }

    private static async Task RecordsStayAsync(Happened it)
    {
        var subject = (await it.World.AllAsync<Subject>()).Single(s => s.Id == it.World.Subject.Id);
        Assert.Equal(WithdrawalWorld.Who, subject.Pseudonym);
        Assert.Equal(it.Done.Withdrawal.Erases, subject.Note is null);
        var now = (await it.World.AllAsync<ConsentRecord>()).Select(c => c.Id).ToHashSet();
        Assert.All(it.Before.Records, id => Assert.Contains(id, now));
    }

    private static async Task RecordsRemainAsync(Happened it)
    {
        var records = (await it.World.AllAsync<ConsentRecord>()).Count(c => c.SubjectId == it.World.Subject.Id);
        Assert.StartsWith($"{records} consent ", it.Promise, StringComparison.Ordinal);
    }

    private static async Task TombstoneRemainsAsync(Happened it)
    {
        Assert.Single(await it.World.AllAsync<SubjectTombstone>());
        var import = await it.World.StartImportAsync("Again");
        await it.World.Slice.WorkAsync();
        var report = (await it.World.AllAsync<Import>()).Single(i => i.Id == import.Id).Report!;
        Assert.Equal(NotStored.Erased, Assert.Single(report.LeftOut).Reason);
    }

    private static async Task LedgerEntriesRemainAsync(Happened it)
    {
        var entries = await it.World.AllAsync<LedgerEntry>();
        Assert.Contains(entries, e => e.Kind == "withdrawal.completed" && e.ThingId == it.Done.Withdrawal.Id);
        Assert.All(entries, e =>
            Assert.DoesNotContain(WithdrawalWorld.Who, Encoding.UTF8.GetString(e.Body), StringComparison.Ordinal)
        );
    }

    private static async Task CertificateRemainsAsync(Happened it)
    {
        var certificate = Assert.Single(await it.World.AllAsync<Certificate>(), c =>
            c.WithdrawalId == it.Done.Withdrawal.Id
        );
        var document = Encoding.UTF8.GetString(certificate.Document);
        if (it.Done.Withdrawal.Erases)
            Assert.All(it.World.Blobs, digest => Assert.Contains(digest, document, StringComparison.Ordinal));
        Assert.DoesNotContain(WithdrawalWorld.Who, document, StringComparison.Ordinal);
    }

    private static async Task LeavesRemainAsync(Happened it)
    {
        var places = await it.World.AllAsync<VersionSample>();
        Assert.All(it.Before.Leaves, leaf => Assert.Contains(places, p => p.LeafHash.AsSpan().SequenceEqual(leaf)));
    }

    private static async Task TablesAreVacuumedAsync(Happened it)
    {
        await using var db = it.World.Slice.Db();
        foreach (var table in new[] { "samples", "sample_parts", "embeddings", "version_samples" })
        {
            var count = await db
                .Database.SqlQuery<long>(
                    $"SELECT vacuum_count AS \"Value\" FROM pg_stat_user_tables WHERE relname = {table}"
                )
                .SingleAsync(Ct);
            Assert.True(count > 0, table);
        }
    }

    private static async Task TaughtVersionsRemainAsync(Happened it)
    {
        var taught = (
            await it.World.Slice.Get<ModelRegistry>().TaughtBySubjectAsync(Slice.Steward, it.World.Subject.Id, Ct)
        ).Value;
        var learned = taught.Count(v => v.Roles.Any(r => r != SampleRole.Test));
        Assert.StartsWith($"{learned} model version", it.Promise, StringComparison.Ordinal);
    }

    private static async Task SamplesRemainAsync(Happened it)
    {
        Assert.Equal(it.Before.Samples.Order(), (await it.World.AllAsync<Sample>()).Select(s => s.Id).Order());
        foreach (var digest in it.World.Blobs)
            Assert.True(await it.World.Slice.Get<IBlobStore>().ExistsAsync(digest, Ct), digest);
    }

    /// <param name="Promise">The sentence that is compared.</param>
    private sealed record Happened(WithdrawalWorld World, Before Before, WithdrawalDetail Done, string Promise = "");

    /// <summary>What there was before the withdrawal.</summary>
    private sealed record Before
    {
        public required IReadOnlyList<Guid> Samples { get; init; }
        public required HashSet<Guid> Theirs { get; init; }
        public required IReadOnlyList<AnnotationTask> Tasks { get; init; }
        public required IReadOnlyList<EmbeddingSet> Sets { get; init; }
        public required IReadOnlyList<AuditRun> Audits { get; init; }
        public required IReadOnlyList<DatasetVersion> Versions { get; init; }
        public required IReadOnlyList<VersionSample> Places { get; init; }
        public required IReadOnlyList<LedgerEntry> Entries { get; init; }
        public required IReadOnlyList<Guid> Exported { get; init; }
        public required IReadOnlyList<Guid> Records { get; init; }

        /// <summary>Places of the subject in the model that learned from it.</summary>
        public required int Learned { get; init; }

        public IEnumerable<byte[]> Leaves => Places.Where(IsTheirs).Select(p => p.LeafHash);

        public bool Holds(Guid versionId) => PlacesOf(versionId) > 0;

        public int PlacesOf(Guid versionId) => Places.Count(p => p.VersionId == versionId && IsTheirs(p));

        public static async Task<Before> OfAsync(WithdrawalWorld world)
        {
            var samples = await world.AllAsync<Sample>();
            var theirs = samples.Where(s => s.SubjectId == world.Subject.Id).Select(s => s.Id).ToHashSet();
            var taught = await world.AllAsync<ModelVersionSample>();
            return new()
            {
                Samples = [.. samples.Select(s => s.Id)],
                Theirs = theirs,
                Tasks = await world.AllAsync<AnnotationTask>(),
                Sets = await world.AllAsync<EmbeddingSet>(),
                Audits = await world.AllAsync<AuditRun>(),
                Versions = await world.AllAsync<DatasetVersion>(),
                Places = await world.AllAsync<VersionSample>(),
                Entries = await world.AllAsync<LedgerEntry>(),
                Exported =
                [
                    .. (await world.AllAsync<ExportedSample>())
                        .Where(e => theirs.Contains(e.SampleId))
                        .Select(e => e.ExportId),
                ],
                Records =
                [
                    .. (await world.AllAsync<ConsentRecord>())
                        .Where(c => c.SubjectId == world.Subject.Id)
                        .Select(c => c.Id),
                ],
                Learned = taught.Count(p =>
                    p.VersionId == world.Taught.Id
                    && p.Role != SampleRole.Test
                    && p.SampleId is { } id
                    && theirs.Contains(id)
                ),
            };
        }

        private bool IsTheirs(VersionSample place) => place.SampleId is { } id && Theirs.Contains(id);
    }
}
