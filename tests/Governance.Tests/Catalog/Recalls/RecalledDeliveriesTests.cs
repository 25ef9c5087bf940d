using System.Text;
using Governance.Catalog;
using Governance.Consent;
using Governance.Platform;
using Governance.Platform.Runs;
using Governance.Testing;
using Governance.Tests.Consent;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Governance.Tests.Catalog.Recalls;

/// <summary>A withdrawal and a delivery at the same time: what leaves is listed, and what is listed is recalled.</summary>
public sealed class RecalledDeliveriesTests(TestDatabase server)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Consent_that_ends_between_the_check_and_the_listing_keeps_the_sample_out_of_the_delivery()
    {
        await using var recalls = await RecallWorld.OpenAsync(server);
        var world = recalls.World;
        var exports = world.Slice.Get<Exports>();
        var export = (
            await exports.PrepareAsync(Slice.Steward, world.VersionId, world.Research.Code, "Hospital", Ct)
        ).Value;
        var delivery = (await exports.DeliverAsync(Slice.Steward, world.VersionId, export.Id, Ct)).Value;
        Task delivering;
        await using (var listing = await Change.BeginAsync(world.Slice.Get<IDbContextFactory<GovernanceDb>>(), Ct))
        {
            await listing.LockAsync(RecallWriter.Lock, Ct);
            delivering = delivery.WriteToAsync(new MemoryStream(), Ct);
            // The delivery has asked the gate and waits for the lock.
            while (await WaitingForLocksAsync(world) == 0)
            {
                Assert.False(delivering.IsCompleted);
                await Task.Delay(20, Ct);
            }
            world.Slice.Time.Advance(TimeSpan.FromSeconds(1));
            await world.WithdrawAsync();
        }
        await delivering;

        var mine = (await world.AllAsync<Sample>())
            .Where(s => s.SubjectId == world.Subject.Id)
            .Select(s => s.Id)
            .ToHashSet();
        Assert.Equal(2, mine.Count);
        Assert.DoesNotContain(await world.AllAsync<ExportedSample>(), s =>
            s.ExportId == export.Id && mine.Contains(s.SampleId)
        );
        var delivered = (await world.AllAsync<Export>()).Single(e => e.Id == export.Id);
        Assert.Equal((1, 2), (delivered.SamplesDelivered, delivered.SamplesWithheld));
    }

    private static async Task<int> WaitingForLocksAsync(WithdrawalWorld world)
    {
        await using var db = world.Slice.Db();
        return await db
            .Database.SqlQuery<int>(
                $"""
                SELECT count(*)::int AS "Value" FROM pg_locks
                WHERE locktype = 'advisory' AND NOT granted AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
                """
            )
            .SingleAsync(Ct);
    }

    [Fact]
    public async Task Samples_are_listed_before_they_are_written_so_a_delivery_under_way_is_recalled_and_adds_no_row()
    {
        await using var recalls = await RecallWorld.OpenAsync(server);
        var world = recalls.World;
        var exports = world.Slice.Get<Exports>();
        var export = (
            await exports.PrepareAsync(
                Slice.Steward,
                world.VersionId,
                new(world.Research.Code, "Hospital", new(RecallWorld.Email, null)),
                Ct
            )
        )
            .Value
            .Export;
        var delivery = (await exports.DeliverAsync(Slice.Steward, world.VersionId, export.Id, Ct)).Value;
        await using var connection = new Gate("samples.jsonl");
        var delivering = delivery.WriteToAsync(connection, Ct);
        await connection.Reached;
        // If the host is killed now, a later withdrawal still finds what may have arrived.
        Assert.Equal(3, (await world.AllAsync<ExportedSample>()).Count(s => s.ExportId == export.Id));

        var withdrawing = world.WithdrawnAsync();
        while (!(await world.AllAsync<Run>()).Any(r => r.Stage == "waiting for temporary files of other jobs"))
            await Task.Delay(50, Ct);
        connection.Open();
        await delivering;
        while (!withdrawing.IsCompleted)
        {
            world.Slice.Time.Advance(TimeSpan.FromSeconds(1));
            await Task.Delay(50, Ct);
        }

        var done = await withdrawing;
        Assert.True(done.Withdrawal.State == WithdrawalState.Done, done.Run.Error);
        var late = Assert.Single(await world.AllAsync<RecallNotice>(), n => n.ExportId == export.Id);
        Assert.Equal((2, RecallState.Sent), (late.Samples.Count, late.State));
        Assert.Single(recalls.Mail.Mailbox);
        Assert.Equal([], await LeftBehind.FindAsync(world, Ct));
        var certificate = (
            await world.Slice.Get<Certificates>().FindAsync(Slice.Steward, done.Withdrawal.Id, Ct)
        ).Value;
        Assert.Equal(["Hospital", "Institute"], certificate.Document.Recipients.Select(r => r.Recipient));
    }

    [Fact]
    public async Task The_rows_of_an_interrupted_delivery_stay_because_its_part_may_have_arrived()
    {
        await using var recalls = await RecallWorld.OpenAsync(server);
        var world = recalls.World;
        var exports = world.Slice.Get<Exports>();
        var export = (
            await exports.PrepareAsync(Slice.Steward, world.VersionId, world.Research.Code, "Hospital", Ct)
        ).Value;
        await using (var broken = new Gate("samples.jsonl", breaks: true))
            await Assert.ThrowsAsync<IOException>(async () =>
                await (await exports.DeliverAsync(Slice.Steward, world.VersionId, export.Id, Ct)).Value.WriteToAsync(
                    broken,
                    Ct
                )
            );
        // Withdrawn, and before its job begins the export is delivered again, without the subject.
        var withdrawal = await world.WithdrawAsync();
        await (await exports.DeliverAsync(Slice.Steward, world.VersionId, export.Id, Ct)).Value.WriteToAsync(
            new MemoryStream(),
            Ct
        );
        await world.Slice.WorkAsync();

        Assert.Equal(WithdrawalState.Done, (await world.DetailAsync(withdrawal.Id)).Withdrawal.State);
        var notice = Assert.Single(await world.AllAsync<RecallNotice>(), n => n.ExportId == export.Id);
        Assert.Equal(2, notice.Samples.Count);
    }

    /// <summary>A connection that stops when the entry of this name begins, until a test opens it, or breaks there.</summary>
    private sealed class Gate(string entry, bool breaks = false) : MemoryStream
    {
        private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _open = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly byte[] _name = Encoding.ASCII.GetBytes(entry);

        public Task Reached => _reached.Task;

        public void Open() => _open.SetResult();

        public override async ValueTask WriteAsync(
            ReadOnlyMemory<byte> buffer,
            CancellationToken cancellationToken = default
        )
        {
            if (!_reached.Task.IsCompleted && buffer.Span.IndexOf(_name) >= 0)
            {
                _reached.SetResult();
                if (breaks)
                    throw new IOException("The connection broke.");
                await _open.Task.WaitAsync(cancellationToken);
            }
            await base.WriteAsync(buffer, cancellationToken);
        }
    }
}
