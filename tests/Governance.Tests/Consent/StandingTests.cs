using Governance.Catalog;
using Governance.Consent;
using Governance.Platform;
using Governance.Testing;

namespace Governance.Tests.Consent;

public sealed class StandingTests(TestDatabase server)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Subjects_are_found_by_where_they_stand_under_one_purpose_or_any()
    {
        await using var slice = await Slice.OpenAsync(server);
        var (research, teaching) = (await slice.PurposeAsync(), await slice.PurposeAsync("teaching"));
        var (_, subjects, _) = await slice.PumpsAsync(7, 1);
        await slice.ConsentAsync(subjects[0], research);
        await slice.ConsentAsync(subjects[1], research, until: Slice.Start.AddDays(10));
        await slice.ConsentAsync(subjects[2], research, until: Slice.Start.AddDays(-1));
        await slice.ConsentAsync(subjects[3], research, ConsentState.Withdrawn);
        await slice.ConsentAsync(subjects[4], research, ConsentState.Refused);
        await slice.ConsentAsync(subjects[5], research, ConsentState.Requested);
        await slice.ConsentAsync(subjects[0], teaching, ConsentState.Refused);

        Assert.Equal("0, 1", await Who(Standing.Permits, research));
        Assert.Equal("1", await Who(Standing.EndsSoon, research));
        Assert.Equal("2", await Who(Standing.Expired, research));
        Assert.Equal("3", await Who(Standing.Withdrawn, research));
        Assert.Equal("4", await Who(Standing.Refused, research));
        Assert.Equal("5", await Who(Standing.Asked, research));
        Assert.Equal("6", await Who(Standing.NoRecord, research));
        Assert.Equal("1, 2, 3, 4, 5, 6", await Who(Standing.NoRecord, teaching));
        Assert.Equal("0, 4", await Who(Standing.Refused, null));
        Assert.Equal("6", await Who(Standing.NoRecord, null));
        Assert.Equal(1, await slice.Get<Consents>().EndingSoonAsync(Ct));
        Assert.Equal(1, await slice.Get<Consents>().WithdrawnSinceAsync(Slice.Start, Ct));
        Assert.Equal(0, await slice.Get<Consents>().WithdrawnSinceAsync(Slice.Start.AddSeconds(1), Ct));

        async Task<string> Who(Standing standing, Purpose? purpose)
        {
            var page = await slice.Get<Consents>().SubjectsAsync(null, null, 0, 50, Ct, new(standing, purpose?.Id));
            Assert.Equal(page.Items.Count, page.Total);
            return string.Join(
                ", ",
                page.Items.Select(r => subjects.ToList().FindIndex(s => s.Id == r.Subject.Id)).Order()
            );
        }
    }

    [Fact]
    public async Task A_withdrawal_takes_over_what_was_given_and_is_refused_when_nothing_counts()
    {
        await using var slice = await Slice.OpenAsync(server);
        var purpose = await slice.PurposeAsync();
        var (_, subjects, _) = await slice.PumpsAsync(1, 1);
        var registry = slice.Get<Consents>();
        Assert.IsType<NothingToWithdraw>(
            (await registry.WithdrawAsync(Slice.Steward, subjects[0].Id, purpose.Id, ConsentMethod.Spoken, Ct)).Refusal
        );
        var given = await slice.ConsentAsync(subjects[0], purpose, modalities: Modalities.Text);
        Assert.IsType<NotAllowed>(
            (await registry.WithdrawAsync(Slice.Nobody, subjects[0].Id, purpose.Id, ConsentMethod.Spoken, Ct)).Refusal
        );
        var withdrawn = (
            await registry.WithdrawAsync(Slice.Steward, subjects[0].Id, purpose.Id, ConsentMethod.Spoken, Ct)
        ).Value;
        Assert.Equal(
            (ConsentState.Withdrawn, given.Modalities, given.Notice, Slice.Start),
            (withdrawn.State, withdrawn.Modalities, withdrawn.Notice, withdrawn.EffectiveAt)
        );
        Assert.IsType<NothingToWithdraw>(
            (await registry.WithdrawAsync(Slice.Steward, subjects[0].Id, purpose.Id, ConsentMethod.Spoken, Ct)).Refusal
        );
    }

    [Fact]
    public async Task Holdings_count_samples_by_dataset()
    {
        await using var slice = await Slice.OpenAsync(server);
        var (dataset, subjects, _) = await slice.PumpsAsync(2, 5, ("lighting", ["day"]));
        var holdings = (await slice.Get<SubjectHoldings>().OfAsync(Slice.Steward, subjects[0].Id, Ct)).Value;
        Assert.Equal((1, 5, 0), (holdings.Recordings, holdings.Samples, holdings.Versions));
        Assert.Equal(dataset.Id, Assert.Single(holdings.Datasets).DatasetId);
        Assert.Empty(holdings.Exports);
        Assert.IsType<NotAllowed>(
            (await slice.Get<SubjectHoldings>().OfAsync(Slice.Nobody, subjects[0].Id, Ct)).Refusal
        );
    }

    [Fact]
    public async Task A_consent_that_is_only_recorded_as_withdrawn_waits_until_a_withdrawal_carries_it_out()
    {
        await using var world = await WithdrawalWorld.OpenAsync(server);
        var holdings = world.Slice.Get<SubjectHoldings>();
        Assert.Equal(0, (await holdings.NotCarriedOutAsync(Slice.Steward, Ct)).Value);
        var teaching = await world.Slice.PurposeAsync("teaching");
        await world.Slice.ConsentAsync(world.Subject, teaching);
        foreach (var purpose in new[] { world.Research, teaching })
            Assert.True(
                (
                    await world
                        .Slice.Get<Consents>()
                        .WithdrawAsync(Slice.Steward, world.Subject.Id, purpose.Id, ConsentMethod.Spoken, Ct)
                ).Ok
            );
        Assert.Equal(1, (await holdings.NotCarriedOutAsync(Slice.Steward, Ct)).Value);
        Assert.IsType<NotAllowed>((await holdings.NotCarriedOutAsync(Slice.Nobody, Ct)).Refusal);

        await world.WithdrawAsync();

        Assert.Equal(0, (await holdings.NotCarriedOutAsync(Slice.Steward, Ct)).Value);
    }
}
