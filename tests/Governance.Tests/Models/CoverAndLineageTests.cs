using Governance.Consent;
using Governance.Ledger;
using Governance.Models;
using Governance.Platform;
using Governance.Testing;

namespace Governance.Tests.Models;

public sealed class CoverAndLineageTests(TestDatabase server)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_withdrawn_share_counts_erased_rows_and_lost_consent_but_not_what_only_tested()
    {
        await using var world = await ModelsWorld.OpenAsync(server);
        await world.VersionAsync(1);
        await world.PromoteAsync(1);
        var before = await CoverAsync();
        Assert.Equal((30, 0, 0.0), (before.LearnedFrom, before.Lost, before.Share));

        await world.EraseAsync([
            .. world.Samples.Where(s => s.SubjectId == world.Subjects[0].Id).Take(3).Select(s => s.Id),
        ]);
        Assert.Equal((30, 3), (await CoverAsync() is var erased ? (erased.LearnedFrom, erased.Erased) : default));
        world.Slice.Time.Advance(TimeSpan.FromDays(1));
        await world.WithdrawAsync(world.Subjects[1]);
        await world.WithdrawAsync(world.Subjects[3]);
        var after = await CoverAsync();
        Assert.Equal((3, 13), (after.Erased, after.Lost));
        Assert.Equal(10, after.Withdrawn[Exclusion.Withdrawn]);
        Assert.Equal(13 / 30.0, after.Share, 12);
        Assert.NotEqual(before.Digest, after.Digest);
        Assert.Equal(1, (await world.Registry.TaintedAsync(world.Ada, 0, Ct)).Value);

        async Task<ModelCover> CoverAsync() =>
            (await world.Registry.VersionAsync(world.Ada, "fault", 1, Ct)).Value.Cover;
    }

    [Fact]
    public async Task A_consent_that_no_longer_covers_a_used_modality_is_lost()
    {
        await using var world = await ModelsWorld.OpenAsync(server);
        await world.VersionAsync(1);
        world.Slice.Time.Advance(TimeSpan.FromDays(1));
        await world.Slice.ConsentAsync(
            world.Subjects[0],
            world.Purpose,
            ConsentState.Renewed,
            Modalities.Text,
            at: world.Slice.Time.GetUtcNow()
        );
        var cover = (await world.Registry.VersionAsync(world.Ada, "fault", 1, Ct)).Value.Cover;
        // Every second sample was used with its photo.
        Assert.Equal(5, cover.Withdrawn[Exclusion.ModalityNotCovered]);
        Assert.Equal(5, cover.Lost);
    }

    [Fact]
    public async Task Past_the_policy_a_promotion_is_refused_and_within_it_carried()
    {
        await using var strict = await ModelsWorld.OpenAsync(server);
        await using var lenient = await ModelsWorld.OpenAsync(server, maxWithdrawnShare: 0.4);
        foreach (var world in new[] { strict, lenient })
        {
            await world.VersionAsync(1);
            await world.WithdrawAsync(world.Subjects[2]);
        }
        var proposal = (await strict.Aliases.ProposeAsync(strict.Ada, "fault", "champion", 1, "better", Ct))
            .Value
            .Proposal;
        var refused = Assert.IsType<GatesUnmet>(
            (await strict.Aliases.ApproveAsync(strict.Ben, proposal.Id, Ct)).Refusal
        );
        Assert.Contains("10 of 30 samples", Assert.Single(refused.Lines), StringComparison.Ordinal);
        Assert.Equal(
            (30, 10),
            (await lenient.PromoteAsync(1) is var moved ? (moved.LearnedFrom, moved.Withdrawn) : default)
        );
    }

    [Fact]
    public async Task The_path_is_walked_both_ways()
    {
        await using var world = await ModelsWorld.OpenAsync(server);
        await world.VersionAsync(1, [.. world.Subjects.Take(1)]);
        var second = await world.VersionAsync(2);
        await world.PromoteAsync(2);

        var forward = (await world.Registry.TaughtBySubjectAsync(world.Ada, world.Subjects[0].Id, Ct)).Value;
        Assert.Equal([(2, 10), (1, 10)], forward.Select(t => (t.Number, t.Samples)));
        Assert.Equal(["champion"], forward[0].Aliases);
        var tested = Assert.Single(
            (await world.Registry.TaughtBySampleAsync(world.Ada, world.Samples[^1].Id, Ct)).Value
        );
        Assert.Equal([SampleRole.Test], tested.Roles);

        var behind = (await world.Registry.BehindAsync(world.Ada, "fault", "champion", Ct)).Value;
        Assert.Equal((2, 3, 3), (behind.Version.Version.Number, behind.Subjects, behind.Permitting));
        Assert.Equal(world.Cut.ManifestDigest, behind.ManifestDigest);
        await world.WithdrawAsync(world.Subjects[1]);
        Assert.Equal(2, (await world.Registry.BehindAsync(world.Ada, "fault", "champion", Ct)).Value.Permitting);
        var consents = (await world.Registry.ConsentsBehindAsync(world.Ada, second.Id, 0, 50, Ct)).Value;
        Assert.Equal(3, consents.Total);
        Assert.Equal(
            [(world.Subjects[1].Id, ConsentState.Withdrawn)],
            consents.Items.Where(c => !c.Permits).Select(c => (c.SubjectId, c.State!.Value))
        );
        Assert.All(consents.Items, c => Assert.Equal(10, c.Samples));
        Assert.IsType<NotFound>((await world.Registry.BehindAsync(world.Ada, "fault", "nobody", Ct)).Refusal);
    }

    [Fact]
    public async Task An_erasure_empties_the_places_and_leaves_the_share()
    {
        await using var world = await ModelsWorld.OpenAsync(server);
        await world.VersionAsync(1);
        var holding = world.Slice.Get<IEnumerable<ISubjectHolding>>().OfType<ModelHolding>().Single();
        var scope = new WithdrawalScope(
            world.Subjects[0].Id,
            world.Subjects[0].Pseudonym,
            [world.Purpose.Id],
            Erases: true
        );
        await using var db = world.Slice.Db();
        var withdrawal = new Withdrawal
        {
            SubjectId = scope.SubjectId,
            PurposeIds = [world.Purpose.Id],
            AllPurposes = true,
            Erases = true,
            RequestedById = world.Ada.UserId,
            Requested = new(world.Ada.Name, world.Slice.Time.GetUtcNow()),
            RunId = Guid.NewGuid(),
        };
        db.Add(withdrawal);
        world.Slice.Get<LedgerEntries>().Append(db, world.Ada, "withdrawal.requested", withdrawal.Id);
        await db.SaveChangesAsync(Ct);
        var held = await holding.FindAsync(db, scope, Ct);
        Assert.Equal((1, 10), (held.Count, held.Things.Single().Count));
        var erased = await holding.EraseAsync(
            db,
            new(withdrawal.Id, Guid.NewGuid(), Guid.NewGuid(), world.Ada, scope),
            Ct
        );
        Assert.Equal((1, false), (erased.Count, erased.More));
        Assert.Equal(0, (await holding.FindAsync(db, scope, Ct)).Count);
        var cover = (await world.Registry.VersionAsync(world.Ada, "fault", 1, Ct)).Value.Cover;
        Assert.Equal((30, 10), (cover.LearnedFrom, cover.Erased));
    }
}
