using Governance.Consent;
using Governance.Models;
using Governance.Platform;
using Governance.Testing;

namespace Governance.Tests.Models;

public sealed class ConsentAlertsTests(TestDatabase server)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static async Task<IReadOnlyList<ConsentAlert>> OpenAsync(ModelsWorld world) =>
        (await world.Slice.Get<ConsentAlerts>().ListAsync(world.Ada, null, openOnly: true, Ct)).Value;

    [Fact]
    public async Task A_version_that_learned_from_withdrawn_consent_raises_an_alert_until_it_is_acknowledged()
    {
        await using var world = await ModelsWorld.OpenAsync(server);
        await world.VersionAsync(1, [.. world.Subjects.Take(1)]);
        await world.VersionAsync(2);
        await world.PromoteAsync(2);
        Assert.Empty(await OpenAsync(world));

        await world.WithdrawAsync(world.Subjects[1]);
        world.Slice.Time.Advance(TimeSpan.FromMinutes(1));

        var alert = Assert.Single(await OpenAsync(world));
        Assert.Equal((2, 30, 10, 10), (alert.Number, alert.Cover.LearnedFrom, alert.Cover.Lost, alert.NewlyLost));
        Assert.Equal(["champion"], alert.Answering);

        var alerts = world.Slice.Get<ConsentAlerts>();
        Assert.IsType<NoteMissing>((await alerts.AcknowledgeAsync(world.Ada, "fault", 2, " ", Ct)).Refusal);
        Assert.IsType<NoConsentAlert>((await alerts.AcknowledgeAsync(world.Ada, "fault", 1, "r", Ct)).Refusal);
        Assert.True((await alerts.AcknowledgeAsync(world.Ada, "fault", 2, "a new version is trained", Ct)).Ok);
        Assert.Empty(await OpenAsync(world));
        var kept = Assert.Single((await alerts.ListAsync(world.Ada, "fault", openOnly: false, Ct)).Value);
        Assert.Equal("a new version is trained", kept.Acknowledgement!.Note);

        // The erasure of the same samples is no news; another subject is.
        var subject = world.Subjects[1];
        await world.EraseAsync([.. world.Samples.Where(s => s.SubjectId == subject.Id).Select(s => s.Id)]);
        Assert.Empty(await OpenAsync(world));
        await world.WithdrawAsync(world.Subjects[2]);
        world.Slice.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(10, Assert.Single(await OpenAsync(world)).NewlyLost);
    }

    [Fact]
    public async Task Withdrawing_one_modality_raises_it_and_a_test_subject_does_not()
    {
        await using var world = await ModelsWorld.OpenAsync(server);
        await world.VersionAsync(1);
        var used = world.Samples[0].Present;
        var left = used & ~used.Each().First().AsSet();

        await world.WithdrawAsync(world.Subjects[3]);
        world.Slice.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.Empty(await OpenAsync(world));

        await world.Slice.ConsentAsync(
            world.Subjects[0],
            world.Purpose,
            modalities: left == Modalities.None ? Modalities.All & ~used : left,
            at: world.Slice.Time.GetUtcNow()
        );
        Assert.Equal(10, Assert.Single(await OpenAsync(world)).Cover.Withdrawn[Exclusion.ModalityNotCovered]);
    }

    [Fact]
    public async Task Only_the_people_of_models_may_acknowledge()
    {
        await using var world = await ModelsWorld.OpenAsync(server);
        await world.VersionAsync(1);
        await world.WithdrawAsync(world.Subjects[0]);
        world.Slice.Time.Advance(TimeSpan.FromMinutes(1));
        var reader = new Actor(Guid.CreateVersion7(), "reader@test", new HashSet<string> { ModelsPolicies.Read });

        Assert.IsType<NotAllowed>(
            (await world.Slice.Get<ConsentAlerts>().AcknowledgeAsync(reader, "fault", 1, "seen", Ct)).Refusal
        );
        Assert.Single(await OpenAsync(world));
    }
}
