using System.Text;
using Governance.Consent;
using Governance.Ingestion;
using Governance.Ledger;
using Governance.Platform;
using Governance.Platform.Runs;
using Governance.Testing;

namespace Governance.Tests.Consent;

/// <summary>Every door keeps an erased subject out, until a compliance officer records a new consent.</summary>
public sealed class ReadmissionTests(TestDatabase server)
{
    private const string Header = "subject,purpose,state,modalities,effective_at\n";

    private static readonly Actor Officer = With(ConsentPolicies.Read, ConsentPolicies.Manage, ConsentPolicies.Readmit);
    private static readonly Actor Keeper = With(ConsentPolicies.Read, ConsentPolicies.Manage);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Nobody_records_a_consent_of_an_erased_subject_by_form_file_or_as_a_new_subject()
    {
        await using var world = await ErasedAsync();
        var (consents, code) = (world.Slice.Get<Consents>(), world.Research.Code);
        var before = await CountAsync(world);

        Assert.IsType<SubjectErased>((await consents.RecordAsync(Officer, Consent(world), Ct)).Refusal);
        Assert.IsType<SubjectErased>(
            (await consents.AddSubjectAsync(Officer, WithdrawalWorld.Who, SubjectKind.Person, null, Ct)).Refusal
        );
        var report = await ReadAsync(
            world,
            $"{Header}newcomer-1,{code},given,all,2026-03-02\n{WithdrawalWorld.Who},{code},given,all,2026-03-02\n"
        );

        var problem = Assert.Single(report.Problems);
        Assert.Equal((2L, false), (problem.Row, report.Applied));
        Assert.StartsWith("The data of this subject was erased", problem.What, StringComparison.Ordinal);
        Assert.Equal(before, await CountAsync(world));
    }

    [Fact]
    public async Task A_consent_file_from_before_the_erasure_can_be_sent_again()
    {
        await using var world = await WithdrawalWorld.OpenAsync(server);
        var file = $"{Header}{WithdrawalWorld.Who},{world.Research.Code},given,text,2026-01-05\n";
        Assert.Equal(1, (await ReadAsync(world, file)).Added);
        await world.WithdrawnAsync();

        var again = await ReadAsync(world, file);

        Assert.Equal((0, 1, 0), (again.Added, again.AlreadyThere, again.Problems.Count));
    }

    [Fact]
    public async Task Only_a_compliance_officer_lifts_the_tombstone_with_a_reason_and_a_consent_given_since()
    {
        await using var world = await ErasedAsync();
        var consents = world.Slice.Get<Consents>();
        var good = Consent(world);
        async Task<Refusal?> TryAsync(Actor actor, NewConsent consent, string reason) =>
            (await consents.ReadmitAsync(actor, consent, reason, Ct)).Refusal;

        Assert.IsType<NotAllowed>(await TryAsync(Keeper, good, "asked for it"));
        Assert.IsType<NotAllowed>(await TryAsync(Slice.Nobody, good, "asked for it"));
        Assert.IsType<TextMissing>(await TryAsync(Officer, good, " "));
        Assert.IsType<UnfitText>(await TryAsync(Officer, good, new string('x', 1001)));
        Assert.IsType<NotFound>(await TryAsync(Officer, good with { SubjectId = Guid.NewGuid() }, "x"));
        Assert.IsType<NotFound>(await TryAsync(Officer, good with { PurposeId = Guid.NewGuid() }, "x"));
        Assert.IsType<ReadmissionWithoutConsent>(
            await TryAsync(Officer, good with { State = ConsentState.Refused }, "x")
        );
        Assert.IsType<ReadmissionWithoutConsent>(
            await TryAsync(Officer, good with { EffectiveAt = Slice.Start.AddDays(-1) }, "x")
        );
        Assert.IsType<ReadmissionWithoutConsent>(
            await TryAsync(
                Officer,
                good with
                {
                    EffectiveAt = Slice.Start.AddMinutes(30),
                    ValidUntil = world.Slice.Time.GetUtcNow(),
                },
                "x"
            )
        );
        var other = (await world.AllAsync<Subject>()).Single(s => s.Pseudonym == WithdrawalWorld.Other);
        Assert.IsType<SubjectNotErased>(await TryAsync(Officer, good with { SubjectId = other.Id }, "x"));
        Assert.Single(await world.AllAsync<SubjectTombstone>());
    }

    [Fact]
    public async Task After_the_tombstone_is_lifted_an_import_stores_the_subject_and_a_new_withdrawal_erases_it_again()
    {
        await using var world = await ErasedAsync();
        var consents = world.Slice.Get<Consents>();
        Assert.NotNull((await consents.ErasureAsync(Officer, world.Subject.Id, Ct)).Value);

        var back = await consents.ReadmitAsync(Officer, Consent(world), "She came back to the clinic in person.", Ct);

        Assert.True(back.Ok, back.Refusal?.What);
        Assert.Empty(await world.AllAsync<SubjectTombstone>());
        Assert.Null((await consents.ErasureAsync(Officer, world.Subject.Id, Ct)).Value);
        var entry = Assert.Single(await world.AllAsync<LedgerEntry>(), e => e.Kind == "tombstone.lifted");
        Assert.DoesNotContain("clinic", Encoding.UTF8.GetString(entry.Body), StringComparison.Ordinal);
        Assert.Contains(await world.AllAsync<LedgerOpening>(), o => o.EntryId == entry.EntryId && o.Field == "reason");
        var import = await ImportedAsync(world, "Back");
        Assert.Empty(import.Report!.LeftOut);
        Assert.Equal(2, import.Report.Recordings);

        Assert.Equal(WithdrawalState.Done, (await world.WithdrawnAsync()).Withdrawal.State);
        Assert.Equal(1, Assert.Single((await ImportedAsync(world, "Away")).Report!.LeftOut).Subjects);
        Assert.Equal([], await LeftBehind.FindAsync(world, Ct));
    }

    [Fact]
    public async Task A_subject_does_not_come_back_while_its_withdrawal_is_in_progress()
    {
        await using var world = await WithdrawalWorld.OpenAsync(server);
        await world.WithdrawAsync();
        world.Slice.Time.Advance(TimeSpan.FromMinutes(1));

        var back = await world.Slice.Get<Consents>().ReadmitAsync(Officer, Consent(world), "Changed her mind", Ct);

        Assert.IsType<WithdrawalUnderWay>(back.Refusal);
    }

    private async Task<WithdrawalWorld> ErasedAsync()
    {
        var world = await WithdrawalWorld.OpenAsync(server);
        await world.WithdrawnAsync();
        world.Slice.Time.Advance(TimeSpan.FromHours(1));
        return world;
    }

    private static NewConsent Consent(WithdrawalWorld world) =>
        new(
            world.Subject.Id,
            world.Research.Id,
            ConsentState.Given,
            Modalities.All,
            world.Slice.Time.GetUtcNow(),
            null,
            "Sheet 9",
            "en",
            ConsentMethod.WrittenForm
        );

    private static async Task<Import> ImportedAsync(WithdrawalWorld world, string name)
    {
        var import = await world.StartImportAsync(name);
        await world.Slice.WorkAsync();
        var run = await world.Slice.RunAsync(import.RunId);
        Assert.True(run.State == RunState.Succeeded, run.Error);
        return (await world.AllAsync<Import>()).Single(i => i.Id == import.Id);
    }

    private static async Task<ConsentCsvReport> ReadAsync(WithdrawalWorld world, string csv) =>
        (
            await world
                .Slice.Get<ConsentCsv>()
                .ReadAsync(Officer, new MemoryStream(Encoding.UTF8.GetBytes(csv)), apply: true, Ct)
        ).Value;

    private static async Task<(int, int)> CountAsync(WithdrawalWorld world) =>
        ((await world.AllAsync<ConsentRecord>()).Count, (await world.AllAsync<Subject>()).Count);

    private static Actor With(params string[] permissions) =>
        new(Guid.CreateVersion7(), "someone@test", permissions.ToHashSet());
}
