using Governance.Consent;
using Governance.Ledger;
using Governance.Platform;
using Governance.Testing;
using Microsoft.EntityFrameworkCore;

namespace Governance.Tests.Consent;

public sealed class ConsentGateTests(TestDatabase server)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task No_record_means_no()
    {
        await using var slice = await Slice.OpenAsync(server);
        var purpose = await slice.PurposeAsync();
        await slice.PumpsAsync(1, 1);
        await using var db = slice.Db();
        Assert.Empty(await ConsentGate.Permitted(db, purpose.Id, Slice.Start).ToListAsync(Ct));
    }

    [Theory]
    [InlineData(ConsentState.Given, true)]
    [InlineData(ConsentState.Renewed, true)]
    [InlineData(ConsentState.Requested, false)]
    [InlineData(ConsentState.Refused, false)]
    [InlineData(ConsentState.Withdrawn, false)]
    public async Task Only_given_and_renewed_permit(ConsentState state, bool permits)
    {
        await using var slice = await Slice.OpenAsync(server);
        var purpose = await slice.PurposeAsync();
        var (_, subjects, _) = await slice.PumpsAsync(1, 1);
        await slice.ConsentAsync(subjects[0], purpose, state);
        await using var db = slice.Db();
        Assert.Equal(permits, await ConsentGate.Permitted(db, purpose.Id, Slice.Start).AnyAsync(Ct));
    }

    [Fact]
    public async Task The_state_at_a_past_instant_is_what_counted_then()
    {
        await using var slice = await Slice.OpenAsync(server);
        var purpose = await slice.PurposeAsync();
        var (_, subjects, _) = await slice.PumpsAsync(1, 1);
        await slice.ConsentAsync(subjects[0], purpose, at: Slice.Start.AddDays(-30), until: Slice.Start.AddDays(-10));
        await slice.ConsentAsync(subjects[0], purpose, ConsentState.Renewed, at: Slice.Start.AddDays(-5));
        await slice.ConsentAsync(subjects[0], purpose, ConsentState.Withdrawn, at: Slice.Start.AddDays(-1));
        await using var db = slice.Db();
        async Task<bool> PermitsAt(double days) =>
            await ConsentGate.Permitted(db, purpose.Id, Slice.Start.AddDays(days)).AnyAsync(Ct);
        Assert.False(await PermitsAt(-31));
        Assert.True(await PermitsAt(-30));
        Assert.False(await PermitsAt(-10)); // not valid from its end on
        Assert.True(await PermitsAt(-5));
        Assert.False(await PermitsAt(-1));
    }

    [Fact]
    public async Task A_withdrawal_wins_over_a_consent_of_the_same_instant_whichever_arrived_last()
    {
        await using var slice = await Slice.OpenAsync(server);
        var purpose = await slice.PurposeAsync();
        var (_, subjects, _) = await slice.PumpsAsync(1, 1);
        var at = Slice.Start.AddDays(-1);
        await slice.ConsentAsync(subjects[0], purpose, ConsentState.Withdrawn, at: at);
        await slice.ConsentAsync(subjects[0], purpose, ConsentState.Given, at: at);
        await using var db = slice.Db();
        var counts = await ConsentGate.Effective(db, purpose.Id, Slice.Start).SingleAsync(Ct);
        Assert.Equal(ConsentState.Withdrawn, counts.State);
        Assert.False(counts.Permits);
    }

    [Fact]
    public async Task Withdrawing_one_purpose_leaves_the_other()
    {
        await using var slice = await Slice.OpenAsync(server);
        var (research, operations) = (await slice.PurposeAsync(), await slice.PurposeAsync("operations"));
        var (_, subjects, _) = await slice.PumpsAsync(1, 1);
        await slice.ConsentAsync(subjects[0], research);
        await slice.ConsentAsync(subjects[0], operations);
        await slice.ConsentAsync(subjects[0], research, ConsentState.Withdrawn, at: Slice.Start.AddDays(-1));
        await using var db = slice.Db();
        Assert.False(await ConsentGate.Permitted(db, research.Id, Slice.Start).AnyAsync(Ct));
        Assert.True(await ConsentGate.Permitted(db, operations.Id, Slice.Start).AnyAsync(Ct));
    }

    [Fact]
    public async Task A_consent_is_witnessed_in_the_ledger_without_naming_the_person()
    {
        await using var slice = await Slice.OpenAsync(server);
        var purpose = await slice.PurposeAsync();
        var (_, subjects, _) = await slice.PumpsAsync(1, 1);
        var record = await slice.ConsentAsync(subjects[0], purpose);
        await using var db = slice.Db();
        var entry = await db.Set<LedgerEntry>().SingleAsync(e => e.ThingId == record.Id, Ct);
        var body = System.Text.Encoding.UTF8.GetString(entry.Body);
        Assert.DoesNotContain(subjects[0].Id.ToString(), body, StringComparison.Ordinal);
        Assert.DoesNotContain(subjects[0].Pseudonym, body, StringComparison.Ordinal);
        var opening = await db.Set<LedgerOpening>().SingleAsync(o => o.EntryId == entry.EntryId, Ct);
        Assert.Contains(
            "commit:" + LedgerEntries.Commitment(opening.Salt, opening.Value),
            body,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_consent_record_is_never_updated_by_anybody()
    {
        await using var slice = await Slice.OpenAsync(server);
        var purpose = await slice.PurposeAsync();
        var (_, subjects, _) = await slice.PumpsAsync(1, 1);
        await slice.ConsentAsync(subjects[0], purpose, ConsentState.Refused);
        await using var db = slice.Db();
        var refused = await Assert.ThrowsAsync<Npgsql.PostgresException>(() =>
            db.Database.ExecuteSqlAsync($"UPDATE consent_records SET state = 'Given'", Ct)
        );
        Assert.Contains("forbidden", refused.MessageText, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_the_permission_nothing_is_recorded()
    {
        await using var slice = await Slice.OpenAsync(server);
        var purpose = await slice.PurposeAsync();
        var (_, subjects, _) = await slice.PumpsAsync(1, 1);
        var refused = await slice
            .Get<Consents>()
            .RecordAsync(
                Slice.Nobody,
                new(
                    subjects[0].Id,
                    purpose.Id,
                    ConsentState.Given,
                    Modalities.All,
                    Slice.Start,
                    null,
                    "n",
                    "en",
                    ConsentMethod.Spoken
                ),
                Ct
            );
        Assert.IsType<NotAllowed>(refused.Refusal);
        await using var db = slice.Db();
        Assert.False(await db.Set<ConsentRecord>().AnyAsync(Ct));
    }
}
