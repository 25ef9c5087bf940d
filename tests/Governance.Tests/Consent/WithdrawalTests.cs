using Governance.Annotation;
using Governance.Catalog;
using Governance.Consent;
using Governance.Ingestion;
using Governance.Ledger;
using Governance.Platform;
using Governance.Platform.Blobs;
using Governance.Platform.Runs;
using Governance.Provenance;
using Governance.Testing;
using Governance.Tests.Platform.Blobs;
using Microsoft.Extensions.DependencyInjection;

namespace Governance.Tests.Consent;

public sealed class WithdrawalTests(TestDatabase server, Azurite azurite)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(StoreUnderTest.Folder)]
    [InlineData(StoreUnderTest.Azure)]
    public async Task After_a_withdrawal_nothing_anywhere_holds_the_subject_and_the_others_lose_nothing(string kind)
    {
        await using var place = await StoreUnderTest.OpenAsync(kind, azurite);
        await using var world = await WithdrawalWorld.OpenAsync(server, place.Register);
        place.BelongTo(world.Slice);
        Assert.NotEmpty(await LeftBehind.FindAsync(world, Ct));

        var done = await world.WithdrawnAsync();

        Assert.True(done.Withdrawal.State == WithdrawalState.Done, done.Run.Error);
        Assert.Equal([], await LeftBehind.FindAsync(world, Ct));
        Assert.All(done.Steps.Where(s => s.Fate != HoldingFate.Stays && s.Holding != "ledger-openings"), s =>
            Assert.Equal((s.Holding, s.Planned), (s.Holding, s.Done))
        );
        Assert.All(done.Steps, s => Assert.NotNull(s.FinishedAt));
        Assert.True(done.Withdrawal.BlobsDeleted >= world.Blobs.Count, $"{done.Withdrawal.BlobsDeleted} blobs");
        Assert.Equal(world.OtherBlobs.Order(), (await place.DigestsAsync()).Order());
        Assert.Equal([], await place.LeftoversAsync());
        Assert.Equal("other-3/visits.csv#1", Assert.Single(await world.AllAsync<Sample>()).Key);
        Assert.Single(await world.AllAsync<SampleAnnotation>());
        Assert.Single(await world.AllAsync<ExportedSample>());
        Assert.Empty(await world.AllAsync<WithdrawalBlob>());
    }

    [Fact]
    public async Task An_erasure_is_not_done_while_work_that_began_before_holds_temporary_files()
    {
        await using var world = await WithdrawalWorld.OpenAsync(server);
        var upload = world.Slice.Get<ScratchFolder>().CreateFile();
        var working = world.WithdrawnAsync();
        while (!(await world.AllAsync<Run>()).Any(r => r.Stage == "waiting for temporary files of other jobs"))
            await Task.Delay(50, Ct);
        Assert.Equal(WithdrawalState.Running, Assert.Single(await world.AllAsync<Withdrawal>()).State);

        await upload.DisposeAsync();
        while (!working.IsCompleted)
        {
            world.Slice.Time.Advance(TimeSpan.FromSeconds(1));
            await Task.Delay(50, Ct);
        }
        Assert.Equal(WithdrawalState.Done, (await working).Withdrawal.State);
    }

    [Theory]
    [InlineData("LedgerOpeningHolding")]
    [InlineData("ConsentProofHolding")]
    [InlineData("SampleHolding")]
    [InlineData("RecordingHolding")]
    [InlineData("VersionHolding")]
    [InlineData("ExportHolding")]
    [InlineData("AnnotationHolding")]
    [InlineData("SourceHolding")]
    public async Task Without_one_of_the_holdings_something_is_left_behind(string dropped)
    {
        await using var world = await WithdrawalWorld.OpenAsync(server, services =>
            Assert.True(
                services.Remove(
                    services.Single(d =>
                        d.ServiceType == typeof(ISubjectHolding) && d.ImplementationType!.Name == dropped
                    )
                )
            )
        );

        await world.WithdrawnAsync();

        Assert.NotEmpty(await LeftBehind.FindAsync(world, Ct));
    }

    [Fact]
    public async Task Killed_before_and_after_every_step_it_goes_on_and_ends_the_same()
    {
        await using var whole = await WithdrawalWorld.OpenAsync(server);
        var expected = await whole.WithdrawnAsync();
        await using var broken = await WithdrawalWorld.OpenAsync(server);
        var withdrawal = await broken.WithdrawAsync();

        // Kills in turn before a batch, between batch and commit, and after the commit; at the end between deleted blobs.
        var (kills, atBlobs) = (0, 0);
        for (var ended = false; !ended; kills++)
        {
            var left = atBlobs < 6 ? kills % 3 : int.MaxValue;
            var mortal = new FragileBlobs(broken.Slice.Get<IBlobStore>(), () => left-- <= 0 && ++atBlobs > 0);
            try
            {
                await broken
                    .Job(h => new Fragile(h, () => left-- == 0), mortal)
                    .RunAsync(broken.Context(withdrawal), Ct);
                ended = true;
            }
            catch (KilledException)
            {
                Assert.NotEqual(WithdrawalState.Done, (await broken.DetailAsync(withdrawal.Id)).Withdrawal.State);
            }
        }
        var detail = await broken.DetailAsync(withdrawal.Id);

        Assert.True(kills > 24 && atBlobs == 6, $"Killed {kills} times, {atBlobs} of them between blobs.");
        Assert.Equal([], await LeftBehind.FindAsync(broken, Ct));
        Assert.Equal(
            expected.Steps.Select(s => (s.Holding, s.Planned, s.Done)),
            detail.Steps.Select(s => (s.Holding, s.Planned, s.Done))
        );
        Assert.Equal(expected.Withdrawal.BlobsDeleted, detail.Withdrawal.BlobsDeleted);
        await broken.Slice.WorkAsync(); // draws the successor; the queued run comes late and finds nothing to do
        Assert.Equal(await RowsAsync(whole), await RowsAsync(broken));
        Assert.Single(await broken.AllAsync<LedgerEntry>(), e => e.Kind == "withdrawal.completed");
    }

    [Fact]
    public async Task The_version_is_superseded_and_its_manifest_still_proven_and_the_graph_says_what_was_invalidated()
    {
        await using var world = await WithdrawalWorld.OpenAsync(server);
        var other = (await world.AllAsync<Sample>()).Single(s => s.SubjectId != world.Subject.Id);

        var done = await world.WithdrawnAsync();

        var version = Assert.Single(await world.AllAsync<DatasetVersion>(), v => v.Id == world.VersionId);
        var places = (await world.AllAsync<VersionSample>())
            .Where(p => p.VersionId == version.Id)
            .OrderBy(p => p.Ordinal)
            .ToList();
        Assert.Equal(VersionState.Withdrawn, version.State);
        Assert.Equal([false, true, true], places.Select(p => p.SampleId is null).Order());
        Assert.All(places.Where(p => p.SampleId is null), p => Assert.Equal(VersionSample.ErasedStratum, p.Stratum));
        Assert.Equal(version.ManifestDigest, Convert.ToHexStringLower(MerkleTree.Root(places.Select(p => p.LeafHash))));
        Assert.IsType<VersionIsWithdrawn>(
            (
                await world
                    .Slice.Get<Exports>()
                    .PrepareAsync(Slice.Steward, version.Id, world.Research.Code, "Institute", Ct)
            ).Refusal
        );

        var erase = Assert.Single(await world.AllAsync<Activity>(), a => a.Kind == ErasureTrail.Kind);
        var invalidated = (await world.AllAsync<Derivation>()).Where(d => d.ActivityId == erase.Id).ToList();
        Assert.True(invalidated.Count > 8, $"{invalidated.Count} invalidated");
        Assert.All(invalidated, d => Assert.True(d.Output is null && d.Input is not null));
        Assert.Equal(invalidated.Count, invalidated.Select(d => d.Input).Distinct().Count());
        var steps = await world.Slice.Get<ProvenanceGraph>().BackFromAsync(ThingKey.Sample(other.Id), Ct);
        Assert.Equal(
            ["align", "harmonise", "normalise", "unpack", "upload"],
            steps.Select(s => s.Activity.Kind).Distinct().Order(StringComparer.Ordinal)
        );

        var told = Assert.Single(done.Steps, s => s.Holding == "exports").Things.Single();
        Assert.Equal(("Institute", 2, (Guid?)world.ExportId), (told.Name, told.Count, told.Id));
        Assert.NotNull((await world.AllAsync<Import>()).Single().SourceErasedAt);
    }

    [Fact]
    public async Task A_dry_run_says_what_the_withdrawal_then_does_and_writes_nothing()
    {
        await using var world = await WithdrawalWorld.OpenAsync(server);
        var before = await RowsAsync(world);

        var plan = (
            await world.Withdrawals.DryRunAsync(Slice.Steward, world.Subject.Id, WithdrawnPurposes.All, Ct)
        ).Value;

        Assert.Equal(before, await RowsAsync(world));
        Assert.True(plan.Erases);
        Assert.Equal([world.Research.Code], plan.Withdraws.Select(p => p.Code));
        var counts = plan.Steps.ToDictionary(s => s.Holding, s => s.Count);
        Assert.Equal(
            (2, 1, 2, 1, 1, 1),
            (
                counts["samples"],
                counts["recordings"],
                counts["annotations"],
                counts["versions"],
                counts["exports"],
                counts["imports"]
            )
        );
        Assert.DoesNotContain(plan.Steps.SelectMany(s => s.Things), t =>
            t.Name.Contains(WithdrawalWorld.Who, StringComparison.Ordinal)
        );
        var done = await world.WithdrawnAsync();
        Assert.All(done.Steps.Where(s => s.Fate != HoldingFate.Stays && s.Holding != "ledger-openings"), s =>
            Assert.Equal((s.Holding, counts[s.Holding]), (s.Holding, s.Done))
        );
    }

    [Fact]
    public async Task With_another_purpose_that_permits_only_what_was_made_under_the_withdrawn_one_ends()
    {
        await using var world = await WithdrawalWorld.OpenAsync(server);
        var teaching = await world.Slice.PurposeAsync("teaching");
        await world.Slice.ConsentAsync(world.Subject, teaching, modalities: Modalities.Text);

        var done = await world.WithdrawnAsync([world.Research.Id]);

        Assert.True(done.Withdrawal.State == WithdrawalState.Done, done.Run.Error);
        Assert.False(done.Withdrawal.Erases);
        Assert.Equal(3, (await world.AllAsync<Sample>()).Count);
        Assert.All(await world.AllAsync<VersionSample>(), p => Assert.NotNull(p.SampleId));
        Assert.Equal(
            [VersionState.Withdrawn, VersionState.Sealed],
            (await world.AllAsync<DatasetVersion>()).OrderBy(v => v.Number).Select(v => v.State)
        );
        Assert.Single(await world.AllAsync<AnnotationTask>());
        Assert.Single(await world.AllAsync<ExportedSample>());
        foreach (var digest in world.Blobs)
            Assert.True(await world.Slice.Get<IBlobStore>().ExistsAsync(digest, Ct));

        var rest = await world.WithdrawnAsync();
        Assert.True(rest.Withdrawal.Erases);
        Assert.Equal([], await LeftBehind.FindAsync(world, Ct));
    }

    [Fact]
    public async Task The_gate_says_no_from_the_commit_on_and_a_second_withdrawal_waits_its_turn()
    {
        await using var world = await WithdrawalWorld.OpenAsync(server);
        Assert.IsType<NotAllowed>(
            (await world.Withdrawals.DryRunAsync(Slice.Nobody, world.Subject.Id, WithdrawnPurposes.All, Ct)).Refusal
        );
        Assert.IsType<NotAllowed>(
            (
                await world.Withdrawals.WithdrawAsync(
                    Slice.Nobody,
                    world.Subject.Id,
                    WithdrawnPurposes.All,
                    null,
                    ConsentMethod.Spoken,
                    Ct
                )
            ).Refusal
        );
        Assert.IsType<NotFound>(
            (
                await world.Withdrawals.WithdrawAsync(
                    Slice.Steward,
                    Guid.NewGuid(),
                    WithdrawnPurposes.All,
                    null,
                    ConsentMethod.Spoken,
                    Ct
                )
            ).Refusal
        );
        Assert.IsType<NotFound>(
            (
                await world.Withdrawals.DryRunAsync(
                    Slice.Steward,
                    world.Subject.Id,
                    WithdrawnPurposes.One(Guid.NewGuid()),
                    Ct
                )
            ).Refusal
        );
        Assert.IsType<NotFound>(
            (
                await world.Withdrawals.DryRunAsync(
                    Slice.Steward,
                    world.Subject.Id,
                    WithdrawnPurposes.One(Guid.Empty),
                    Ct
                )
            ).Refusal
        );
        Assert.IsType<WithdrawnPurposesUnclear>(WithdrawnPurposes.Of([], false).Refusal);
        Assert.IsType<WithdrawnPurposesUnclear>(WithdrawnPurposes.Of(null, false).Refusal);
        Assert.IsType<WithdrawnPurposesUnclear>(WithdrawnPurposes.Of([Guid.NewGuid()], true).Refusal);

        var withdrawal = await world.WithdrawAsync();

        var standing = (await world.Slice.Get<Consents>().StandingAsync(Slice.Steward, world.Subject.Id, Ct)).Value;
        Assert.All(standing, s => Assert.False(s.Permits));
        Assert.IsType<WithdrawalUnderWay>(
            (
                await world.Withdrawals.WithdrawAsync(
                    Slice.Steward,
                    world.Subject.Id,
                    WithdrawnPurposes.All,
                    null,
                    ConsentMethod.Spoken,
                    Ct
                )
            ).Refusal
        );
        Assert.IsType<WithdrawalNotStopped>(
            (await world.Withdrawals.ResumeAsync(Slice.Steward, withdrawal.Id, Ct)).Refusal
        );
        await world.Slice.Get<JobRuns>().CancelAsync(withdrawal.RunId, Slice.Steward, Ct);
        await world.Job(h => h).CleanUpAsync(withdrawal.Id, Ct);
        var resumed = await world.Withdrawals.ResumeAsync(Slice.Steward, withdrawal.Id, Ct);
        Assert.True(resumed.Ok, resumed.Refusal?.What);
        await world.Slice.WorkAsync();
        Assert.Equal(WithdrawalState.Done, (await world.DetailAsync(withdrawal.Id)).Withdrawal.State);
        Assert.IsType<NothingToWithdraw>(
            (
                await world.Withdrawals.WithdrawAsync(
                    Slice.Steward,
                    world.Subject.Id,
                    WithdrawnPurposes.All,
                    null,
                    ConsentMethod.Spoken,
                    Ct
                )
            ).Refusal
        );
        Assert.Single((await world.Withdrawals.ListAsync(Slice.Steward, world.Subject.Id, null, null, Ct)).Value.Items);
    }

    [Fact]
    public async Task A_table_with_the_rows_of_many_goes_and_what_was_made_of_the_others_rows_stays()
    {
        await using var world = await WithdrawalWorld.OpenAsync(server);
        var dataset = await world.ImportTableAsync();
        Assert.Equal(2, (await world.AllAsync<Sample>()).Count(s => s.DatasetId == dataset));

        var done = await world.WithdrawnAsync();

        Assert.True(done.Withdrawal.State == WithdrawalState.Done, done.Run.Error);
        Assert.Equal([], await LeftBehind.FindAsync(world, Ct));
        var kept = Assert.Single(await world.AllAsync<Sample>(), s => s.DatasetId == dataset);
        var note = Assert.Single(await world.AllAsync<SamplePart>(), p => p.SampleId == kept.Id);
        Assert.True(await world.Slice.Get<IBlobStore>().ExistsAsync(note.Digest!, Ct));
        Assert.Contains(await world.AllAsync<ImportedFile>(), f => f.Path == "all.csv" && f.ResultDigest is null);
    }

    [Fact]
    public async Task A_consent_that_was_withdrawn_elsewhere_is_carried_through_as_well()
    {
        await using var world = await WithdrawalWorld.OpenAsync(server);
        await world.Slice.ConsentAsync(world.Subject, world.Research, ConsentState.Withdrawn, at: Slice.Start);

        var plan = (
            await world.Withdrawals.DryRunAsync(Slice.Steward, world.Subject.Id, WithdrawnPurposes.All, Ct)
        ).Value;
        await world.WithdrawnAsync();

        Assert.Empty(plan.Withdraws);
        Assert.Equal([], await LeftBehind.FindAsync(world, Ct));
    }

    /// <summary>Number of rows in each relevant table.</summary>
    private static async Task<List<int>> RowsAsync(WithdrawalWorld world) =>
        [
            (await world.AllAsync<Sample>()).Count,
            (await world.AllAsync<SamplePart>()).Count,
            (await world.AllAsync<Recording>()).Count,
            (await world.AllAsync<RecordingStream>()).Count,
            (await world.AllAsync<ImportedFile>()).Count,
            (await world.AllAsync<RunRefusal>()).Count,
            (await world.AllAsync<Derivation>()).Count,
            (await world.AllAsync<Activity>()).Count,
            (await world.AllAsync<LedgerEntry>()).Count,
            (await world.AllAsync<LedgerOpening>()).Count,
            (await world.AllAsync<ConsentRecord>()).Count,
            (await world.AllAsync<Withdrawal>()).Count,
            (await world.AllAsync<AnnotationTask>()).Count,
            (await world.AllAsync<SampleAnnotation>()).Count,
            (await world.AllAsync<ExportedSample>()).Count,
        ];

    private sealed class KilledException : Exception;

    /// <summary>Fails after a blob is deleted and before that is recorded.</summary>
    private sealed class FragileBlobs(IBlobStore inner, Func<bool> dies) : IBlobStore
    {
        public Task<StoredBlob> PutAsync(Stream content, long maxLength, CancellationToken ct) =>
            inner.PutAsync(content, maxLength, ct);

        public Task<StoredBlob> PutAsync(string digest, Stream content, CancellationToken ct) =>
            inner.PutAsync(digest, content, ct);

        public Task<Stream> OpenReadAsync(string digest, CancellationToken ct) => inner.OpenReadAsync(digest, ct);

        public Task<bool> ExistsAsync(string digest, CancellationToken ct) => inner.ExistsAsync(digest, ct);

        public Task<BlobOwner> ClaimAsync(string owner, bool mayTake, CancellationToken ct) =>
            inner.ClaimAsync(owner, mayTake, ct);

        public Task<BlobSpace?> SpaceAsync(CancellationToken ct) => inner.SpaceAsync(ct);

        public Task<bool> TouchAsync(string digest, CancellationToken ct) => inner.TouchAsync(digest, ct);

        public IAsyncEnumerable<string> ListAsync(DateTimeOffset putUntil, CancellationToken ct) =>
            inner.ListAsync(putUntil, ct);

        public async Task<bool> DeleteAsync(string digest, DateTimeOffset putUntil, CancellationToken ct)
        {
            var gone = await inner.DeleteAsync(digest, putUntil, ct);
            return dies() ? throw new KilledException() : gone;
        }
    }

    /// <summary>Fails before its batch, or between the batch and its commit.</summary>
    private sealed class Fragile(ISubjectHolding inner, Func<bool> dies) : ISubjectHolding
    {
        public string Name => inner.Name;
        public Message Title => inner.Title;
        public HoldingPlace Place => inner.Place;
        public HoldingFate Fate => inner.Fate;
        public Message WhatHappens => inner.WhatHappens;
        public IReadOnlyList<string> Tables => inner.Tables;
        public IReadOnlyList<string> BlobColumns => inner.BlobColumns;

        public Task<Held> FindAsync(GovernanceDb db, WithdrawalScope scope, CancellationToken ct) =>
            inner.FindAsync(db, scope, ct);

        public async Task<ErasedBatch> EraseAsync(GovernanceDb db, Erasure erasure, CancellationToken ct)
        {
            if (dies())
                throw new KilledException();
            var batch = await inner.EraseAsync(db, erasure, ct);
            return dies() ? throw new KilledException() : batch;
        }

        public Task<IReadOnlyList<Message>> RemainsAsync(
            GovernanceDb db,
            WithdrawalScope scope,
            CancellationToken ct
        ) => inner.RemainsAsync(db, scope, ct);
    }
}
