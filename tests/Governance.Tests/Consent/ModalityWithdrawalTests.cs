using Governance.Catalog;
using Governance.Consent;
using Governance.Platform;
using Governance.Testing;
using Microsoft.EntityFrameworkCore;

namespace Governance.Tests.Consent;

/// <summary>A subject withdraws only the photos: they are hidden from every reader, and everything else goes on.</summary>
public sealed class ModalityWithdrawalTests(TestDatabase server)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static WithdrawnPurposes Only(params Modality[] modalities) => WithdrawnPurposes.All.For(modalities).Value;

    private static Task<Result<Withdrawal>> WithdrawAsync(WithdrawalWorld world, WithdrawnPurposes what) =>
        world.Withdrawals.WithdrawAsync(Slice.Steward, world.Subject.Id, what, null, ConsentMethod.Spoken, Ct);

    [Fact]
    public async Task Withdrawing_the_photo_hides_it_on_every_page_at_once_and_keeps_the_rest()
    {
        await using var world = await WithdrawalWorld.OpenAsync(server);
        var samples = world.Slice.Get<AlignedSamples>();
        var theirs = (await world.AllAsync<Sample>()).Where(s => s.SubjectId == world.Subject.Id).ToList();
        var photo = (await world.AllAsync<SamplePart>()).First(p =>
            p is { Modality: Modality.Image, Missing: null } && theirs.Any(s => s.Id == p.SampleId)
        );
        Assert.True((await samples.ContentAsync(Slice.Steward, photo.SampleId, photo.Name, true, Ct)).Ok);

        var plan = (
            await world.Withdrawals.DryRunAsync(Slice.Steward, world.Subject.Id, Only(Modality.Image), Ct)
        ).Value;
        Assert.False(plan.Erases);
        Assert.Equal((Modalities.Image, 1), (plan.Modalities, plan.Withdraws.Count));
        Assert.Contains(plan.Remains, line => line.Contains("(image)", StringComparison.Ordinal));
        var withdrawn = await WithdrawAsync(world, Only(Modality.Image));
        Assert.True(withdrawn.Ok, withdrawn.Refusal?.What);

        // Before the job has done anything.
        Assert.IsType<PartWithdrawn>(
            (await samples.ContentAsync(Slice.Steward, photo.SampleId, photo.Name, true, Ct)).Refusal
        );
        Assert.IsType<PartWithdrawn>(
            (await samples.ContentAsync(Slice.Steward, photo.SampleId, photo.Name, false, Ct)).Refusal
        );
        var detail = (await samples.FindAsync(Slice.Steward, photo.SampleId, Ct)).Value;
        Assert.Equal("not-permitted", detail.Parts.Single(p => p.Name == photo.Name).Missing!.Reason);
        Assert.Null(detail.Parts.Single(p => p.Name == photo.Name).Digest);
        Assert.Contains(detail.Parts, p => p is { Modality: Modality.Text, Present: true });
        var cards = (await samples.GridAsync(Slice.Steward, world.DatasetId, new(), 0, 50, Ct)).Value.Items;
        Assert.All(
            cards
                .Where(c => c.Subject == WithdrawalWorld.Who)
                .SelectMany(c => c.Parts)
                .Where(p => p.Modality == Modality.Image),
            p => Assert.Equal((MissingReason.NotPermitted, false), (p.Missing!.Value, p.HasThumbnail))
        );
        Assert.Contains(cards.Where(c => c.Subject == WithdrawalWorld.Other).SelectMany(c => c.Parts), p =>
            p is { Modality: Modality.Image, HasThumbnail: true }
        );

        await world.Slice.WorkAsync();

        var done = await world.DetailAsync(withdrawn.Value.Id);
        Assert.Equal((WithdrawalState.Done, Modalities.Image), (done.Withdrawal.State, done.Withdrawal.Modalities));
        // The recipient received the photo, so the recipient is told; the choice labels and the version go on.
        Assert.Equal(1, done.Steps.Single(s => s.Holding == "exports").Done);
        Assert.Equal(0, done.Steps.Single(s => s.Holding == "annotations").Done);
        Assert.Equal(0, done.Steps.Single(s => s.Holding == "versions").Done);
        Assert.Equal(theirs.Count, (await world.AllAsync<Sample>()).Count(s => s.SubjectId == world.Subject.Id));
        var issued = await world.Slice.Get<Certificates>().FindAsync(Slice.Steward, withdrawn.Value.Id, Ct);
        Assert.Equal((2, false), (issued.Value.Document.Format, issued.Value.Document.Erases));
        Assert.Equal([Modality.Image], issued.Value.Document.Modalities);
        await using var db = world.Slice.Db();
        var counts = await ConsentGate
            .Effective(db, world.Research.Id, world.Slice.Time.GetUtcNow())
            .SingleAsync(c => c.SubjectId == world.Subject.Id, Ct);
        Assert.Equal((true, Modalities.Text | Modalities.Sensor), (counts.Permits, counts.Modalities));
    }

    [Fact]
    public async Task An_export_after_it_leaves_the_photo_out()
    {
        await using var world = await WithdrawalWorld.OpenAsync(server);
        Assert.True((await WithdrawAsync(world, Only(Modality.Image))).Ok);
        await world.Slice.WorkAsync();

        var outlook = (
            await world.Slice.Get<Exports>().OutlookAsync(Slice.Steward, world.VersionId, world.Research.Code, Ct)
        ).Value;

        Assert.Equal(outlook.Cover.Total, outlook.Cover.Permitted);
        Assert.True(outlook.Withheld[Modality.Image] >= 1);
        Assert.False(outlook.Withheld.ContainsKey(Modality.Text));
    }

    [Fact]
    public async Task Withdrawing_the_last_modality_withdraws_the_consent_and_erases()
    {
        await using var world = await WithdrawalWorld.OpenAsync(server);
        Assert.True((await WithdrawAsync(world, Only(Modality.Image, Modality.Sensor))).Ok);
        await world.Slice.WorkAsync();
        world.Slice.Time.Advance(TimeSpan.FromMinutes(1));
        var plan = (
            await world.Withdrawals.DryRunAsync(Slice.Steward, world.Subject.Id, Only(Modality.Text), Ct)
        ).Value;
        Assert.True(plan.Erases);

        Assert.True((await WithdrawAsync(world, Only(Modality.Text))).Ok);
        await world.Slice.WorkAsync();

        Assert.DoesNotContain(await world.AllAsync<Sample>(), s => s.SubjectId == world.Subject.Id);
    }

    [Fact]
    public async Task A_withdrawal_of_one_purpose_waits_for_another_act_on_the_same_subject()
    {
        await using var world = await WithdrawalWorld.OpenAsync(server);
        Task<Result<ConsentRecord>> withdrawing;
        await using (var other = await Change.BeginAsync(world.Slice.Get<IDbContextFactory<GovernanceDb>>(), Ct))
        {
            await other.LockAsync(Withdrawals.LockOf(world.Subject.Id), Ct);
            withdrawing = world
                .Slice.Get<Consents>()
                .WithdrawAsync(Slice.Steward, world.Subject.Id, world.Research.Id, ConsentMethod.Spoken, Ct);
            await Task.Delay(300, Ct);
            Assert.False(withdrawing.IsCompleted);
        }
        Assert.True((await withdrawing).Ok);
        // What began as a withdrawal of the photo alone finds no consent any more, and gives none.
        Assert.IsType<NothingToWithdraw>((await WithdrawAsync(world, Only(Modality.Image))).Refusal);
    }

    [Fact]
    public async Task A_withdrawal_that_was_previewed_as_partial_is_refused_when_it_has_come_to_erase_everything()
    {
        await using var world = await WithdrawalWorld.OpenAsync(server);
        var teaching = await world.Slice.PurposeAsync("teaching");
        await world.Slice.ConsentAsync(world.Subject, teaching);
        var research = WithdrawnPurposes.Of([world.Research.Id], false).Value;
        var plan = (await world.Withdrawals.DryRunAsync(Slice.Steward, world.Subject.Id, research, Ct)).Value;
        Assert.False(plan.Erases);
        world.Slice.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.True(
            (
                await world
                    .Slice.Get<Consents>()
                    .WithdrawAsync(Slice.Steward, world.Subject.Id, teaching.Id, ConsentMethod.Spoken, Ct)
            ).Ok
        );

        Task<Result<Withdrawal>> ConfirmAsync(bool? erases) =>
            world.Withdrawals.WithdrawAsync(
                Slice.Steward,
                world.Subject.Id,
                research with
                {
                    Erases = erases,
                },
                null,
                ConsentMethod.Spoken,
                Ct
            );
        Assert.Equal(new WithdrawalReachesFurther(true), (await ConfirmAsync(plan.Erases)).Refusal);
        Assert.Empty(await world.AllAsync<Withdrawal>());
        Assert.True((await ConfirmAsync(true)).Ok);
    }

    [Fact]
    public async Task A_modality_that_no_consent_covers_cannot_be_withdrawn_and_never_erases_the_rest()
    {
        await using var world = await WithdrawalWorld.OpenAsync(server);
        Assert.True((await WithdrawAsync(world, Only(Modality.Image))).Ok);
        await world.Slice.WorkAsync();
        world.Slice.Time.Advance(TimeSpan.FromMinutes(1));

        Assert.IsType<NothingToWithdraw>((await WithdrawAsync(world, Only(Modality.Image))).Refusal);

        Assert.IsType<WithdrawnModalitiesEmpty>(WithdrawnPurposes.All.For([]).Refusal);
        Assert.Equal(Modalities.All, WithdrawnPurposes.All.For(null).Value.Modalities);
    }
}
