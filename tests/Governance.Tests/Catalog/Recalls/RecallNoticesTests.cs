using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Governance.Catalog;
using Governance.Consent;
using Governance.Ledger;
using Governance.Platform;
using Governance.Platform.Outbound;
using Governance.Testing;
using Governance.Tests.Consent;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using MimeKit;
using SmtpServer.Protocol;

namespace Governance.Tests.Catalog.Recalls;

/// <summary>After a withdrawal the recipients of exports are told, by real mail and a real webhook, or by a person.</summary>
public sealed class RecallNoticesTests(TestDatabase server)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_recipient_is_told_in_the_job_by_mail_and_signed_webhook_without_personal_data()
    {
        await using var recalls = await RecallWorld.OpenAsync(server);
        var world = recalls.World;
        var secret = await recalls.ContactAsync(RecallWorld.Email, recalls.Hook.Address.ToString());
        var expected = await PlacesAsync(world);

        var done = await world.WithdrawnAsync();

        Assert.True(done.Withdrawal.State == WithdrawalState.Done, done.Run.Error);
        var call = Assert.Single(recalls.Hook.Calls);
        Assert.Equal(
            WebhookSignature.Of(
                secret!,
                long.Parse(call.Headers["Governance-Timestamp"], CultureInfo.InvariantCulture),
                call.Body
            ),
            call.Headers["Governance-Signature"]
        );
        var mail = Assert.Single(recalls.Mail.Mailbox);
        var attached = await BytesAsync(Assert.IsAssignableFrom<MimePart>(mail.Attachments.Single()));
        foreach (var (body, way) in new[] { (call.Body, RecallWay.Webhook), (attached, RecallWay.Email) })
        {
            var said = JsonSerializer.Deserialize<RecallDocument>(body, CanonicalJson.Options)!;
            var notice = Assert.Single(await world.AllAsync<RecallNotice>(), n => n.Way == way);
            Assert.Equal(
                (notice.Id, world.ExportId, done.Withdrawal.Id),
                (said.NoticeId, said.ExportId, said.WithdrawalId)
            );
            Assert.Equal(expected, said.Samples.Select(s => (s.Ordinal, s.Leaf)));
            Assert.Equal($"https://data.example/trust/withdrawals/{done.Withdrawal.Id}/certificate", said.Certificate);
            Assert.Equal(Assert.Single(await world.AllAsync<Export>()).ManifestDigest, said.ManifestDigest);
            Assert.Equal((RecallState.Sent, 1, "portal"), (notice.State, notice.Attempts, notice.Told!.By));
            Assert.Equal(["recall-notice.sent"], await recalls.EntriesAsync(notice.Id));
        }
        var everything =
            mail.TextBody + mail.Subject + Encoding.UTF8.GetString(attached) + Encoding.UTF8.GetString(call.Body);
        foreach (
            var trace in world
                .Ids.Select(i => i.ToString())
                .Concat(WithdrawalWorld.Telltales)
                .Append(WithdrawalWorld.Who)
        )
            Assert.DoesNotContain(trace, everything, StringComparison.OrdinalIgnoreCase);
        Assert.Contains($"samples/{expected[0].Ordinal:D6}/", mail.TextBody, StringComparison.Ordinal);
        Assert.Equal([], await LeftBehind.FindAsync(world, Ct));
    }

    [Fact]
    public async Task The_places_in_a_notice_are_those_in_the_zip_that_the_recipient_has()
    {
        await using var recalls = await RecallWorld.OpenAsync(server);
        var world = recalls.World;
        using var zip = new MemoryStream();
        var exports = world.Slice.Get<Exports>();
        var export = (
            await exports.PrepareAsync(Slice.Steward, world.VersionId, world.Research.Code, "Hospital", Ct)
        ).Value;
        await (await exports.DeliverAsync(Slice.Steward, world.VersionId, export.Id, Ct)).Value.WriteToAsync(zip, Ct);
        await using var archive = new ZipArchive(new MemoryStream(zip.ToArray()));
        using var lines = new StreamReader(await archive.GetEntry("samples.jsonl")!.OpenAsync(Ct));
        var mine = (await lines.ReadToEndAsync(Ct))
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(l => JsonNode.Parse(l)!)
            .Where(l => l["subject"]!.GetValue<string>() == WithdrawalWorld.Who)
            .Select(l => (l["ordinal"]!.GetValue<int>(), l["leaf"]!.GetValue<string>()))
            .ToList();
        Assert.Equal(2, mine.Count);

        await world.WithdrawnAsync();

        var notice = Assert.Single(await world.AllAsync<RecallNotice>(), n => n.ExportId == export.Id);
        Assert.Equal(mine, notice.Samples.Select(s => (s.Ordinal, s.Leaf)));
    }

    [Fact]
    public async Task A_server_that_refuses_for_now_is_tried_again_later_and_the_withdrawal_does_not_wait()
    {
        await using var recalls = await RecallWorld.OpenAsync(server);
        await recalls.ContactAsync(RecallWorld.Email, null);
        recalls.Mail.Answer = () => new((SmtpReplyCode)451, "later");

        var done = await recalls.World.WithdrawnAsync();

        Assert.True(done.Withdrawal.State == WithdrawalState.Done, done.Run.Error);
        var waiting = await recalls.OnlyAsync();
        Assert.Equal((RecallState.Pending, 1), (waiting.State, waiting.Attempts));
        Assert.Equal(new MailRefused(451), waiting.LastErrorMessage);
        recalls.Mail.Answer = () => SmtpResponse.Ok;
        Assert.Equal(0, await recalls.Sender.SendDueAsync(Ct)); // not yet due
        recalls.Slice.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(1, await recalls.Sender.SendDueAsync(Ct));

        var sent = await recalls.OnlyAsync();
        Assert.Equal((RecallState.Sent, 2, null), (sent.State, sent.Attempts, sent.LastErrorMessage));
        Assert.Single(recalls.Mail.Mailbox);
        Assert.Equal(["recall-notice.attempt-failed", "recall-notice.sent"], await recalls.EntriesAsync(sent.Id));
        recalls.Slice.Time.Advance(TimeSpan.FromDays(1));
        Assert.Equal(0, await recalls.Sender.SendDueAsync(Ct));
    }

    [Fact]
    public async Task After_the_last_attempt_it_is_listed_as_failed_and_a_person_retries_it()
    {
        await using var recalls = await RecallWorld.OpenAsync(server);
        await recalls.ContactAsync(null, recalls.Hook.Address.ToString());
        var status = 503;
        recalls.Hook.Answer = context =>
        {
            context.Response.StatusCode = status;
            return Task.CompletedTask;
        };
        await recalls.World.WithdrawnAsync();
        var pauses = new List<TimeSpan>();
        while (await recalls.OnlyAsync() is { State: RecallState.Pending } pending)
        {
            pauses.Add(pending.NextAttemptAt!.Value - recalls.Slice.Time.GetUtcNow());
            recalls.Slice.Time.Advance(pauses[^1]);
            Assert.Equal(1, await recalls.Sender.SendDueAsync(Ct));
        }

        Assert.Equal([TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(4)], pauses);
        Assert.Equal(3, recalls.Hook.Calls.Count);
        Assert.Single(recalls.Hook.Calls.Select(c => c.Headers["Idempotency-Key"]).Distinct());
        var failed = Assert.Single(
            (await recalls.Notices.ListAsync(Slice.Steward, new(State: RecallState.Failed), null, null, Ct)).Value.Items
        );
        Assert.Equal(new WebhookRefused(503), failed.Notice.LastErrorMessage);
        Assert.Equal(1, (await recalls.Notices.OpenAsync(Slice.Steward, Ct)).Value);
        Assert.IsType<NotAllowed>((await recalls.Notices.RetryAsync(Slice.Nobody, failed.Notice.Id, Ct)).Refusal);

        status = 200;
        Assert.Equal(
            RecallState.Pending,
            (await recalls.Notices.RetryAsync(Slice.Steward, failed.Notice.Id, Ct)).Value.Notice.State
        );
        Assert.IsType<RecallNotRetryable>(
            (await recalls.Notices.RetryAsync(Slice.Steward, failed.Notice.Id, Ct)).Refusal
        );
        Assert.Equal(1, await recalls.Sender.SendDueAsync(Ct));
        Assert.Equal(RecallState.Sent, (await recalls.OnlyAsync()).State);
        Assert.IsType<RecipientAlreadyTold>(
            (await recalls.Notices.TickOffAsync(Slice.Steward, failed.Notice.Id, Ct)).Refusal
        );
    }

    [Fact]
    public async Task A_final_refusal_is_not_repeated_and_a_corrected_address_is_used_by_the_retry()
    {
        await using var recalls = await RecallWorld.OpenAsync(server);
        await recalls.ContactAsync("gone@institute.example", null);
        recalls.Mail.Answer = () => new((SmtpReplyCode)550, "no such mailbox");
        await recalls.World.WithdrawnAsync();
        var failed = await recalls.OnlyAsync();
        Assert.Equal((RecallState.Failed, 1), (failed.State, failed.Attempts));

        // Without an address a retry cannot succeed, and says why.
        recalls.Mail.Answer = () => SmtpResponse.Ok;
        await recalls.ContactAsync(null, null);
        await recalls.Notices.RetryAsync(Slice.Steward, failed.Id, Ct);
        await recalls.Sender.SendDueAsync(Ct);
        var nowhere = await recalls.OnlyAsync();
        Assert.Equal(
            (RecallState.Failed, new RecallWithoutAddress()),
            (nowhere.State, nowhere.LastErrorMessage as RecallWithoutAddress)
        );

        await recalls.ContactAsync(RecallWorld.Email, null);
        await recalls.Notices.RetryAsync(Slice.Steward, failed.Id, Ct);
        await recalls.Sender.SendDueAsync(Ct);
        Assert.Equal(RecallWorld.Email, Assert.Single(recalls.Mail.Mailbox).To.Mailboxes.Single().Address);
        Assert.Equal(RecallState.Sent, (await recalls.OnlyAsync()).State);
    }

    [Fact]
    public async Task Killed_between_sending_and_recording_it_is_sent_again_with_the_same_id_and_recorded_once()
    {
        await using var recalls = await RecallWorld.OpenAsync(server);
        await recalls.ContactAsync(RecallWorld.Email, null);
        var withdrawal = await recalls.World.WithdrawAsync();
        // The job dies when the mail server has the e-mail; the erasure before it is committed.
        var job = recalls.World.Job(h => h, certificates: new CertificateWriter([recalls.Mortal()]));
        await Assert.ThrowsAsync<RecallWorld.KilledException>(() =>
            job.RunAsync(recalls.World.Context(withdrawal), Ct)
        );
        var first = Assert.Single(recalls.Mail.Mailbox);
        Assert.Equal(RecallState.Pending, (await recalls.OnlyAsync()).State);

        // The job goes on. It does not send again while the notice is reserved, and completes.
        await recalls.World.Job(h => h).RunAsync(recalls.World.Context(withdrawal), Ct);
        Assert.Equal(WithdrawalState.Done, (await recalls.World.DetailAsync(withdrawal.Id)).Withdrawal.State);
        Assert.Equal(0, await recalls.Sender.SendDueAsync(Ct));
        recalls.Slice.Time.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal(1, await recalls.Sender.SendDueAsync(Ct));

        Assert.Equal([first.MessageId, first.MessageId], recalls.Mail.Mailbox.Select(m => m.MessageId));
        var notice = await recalls.OnlyAsync();
        Assert.Equal((RecallState.Sent, 2), (notice.State, notice.Attempts));
        Assert.Equal(["recall-notice.sent"], await recalls.EntriesAsync(notice.Id));
    }

    [Fact]
    public async Task Killed_after_the_webhook_answered_the_repeated_call_has_the_same_key_and_body()
    {
        await using var recalls = await RecallWorld.OpenAsync(server);
        await recalls.ContactAsync(null, recalls.Hook.Address.ToString());
        recalls.Hook.Answer = context =>
        {
            context.Response.StatusCode = 503;
            return Task.CompletedTask;
        };
        await recalls.World.WithdrawnAsync();
        recalls.Hook.Calls.Clear();
        recalls.Hook.Answer = _ => Task.CompletedTask;
        recalls.Slice.Time.Advance(TimeSpan.FromMinutes(1));
        await Assert.ThrowsAsync<RecallWorld.KilledException>(() => recalls.Mortal().SendDueAsync(Ct));
        recalls.Slice.Time.Advance(TimeSpan.FromMinutes(5));
        await recalls.Sender.SendDueAsync(Ct);

        Assert.Equal(2, recalls.Hook.Calls.Count);
        Assert.Single(
            recalls.Hook.Calls.Select(c => (c.Headers["Idempotency-Key"], Encoding.UTF8.GetString(c.Body))).Distinct()
        );
        Assert.Equal(RecallState.Sent, (await recalls.OnlyAsync()).State);
    }

    [Fact]
    public async Task Workers_at_the_same_time_send_a_notice_once()
    {
        await using var recalls = await RecallWorld.OpenAsync(server);
        await recalls.ContactAsync(RecallWorld.Email, null);
        recalls.Mail.Answer = () => new((SmtpReplyCode)451, "later");
        await recalls.World.WithdrawnAsync();
        recalls.Mail.Answer = () => SmtpResponse.Ok;
        recalls.Slice.Time.Advance(TimeSpan.FromMinutes(1));
        var attempts = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => recalls.Sender.SendDueAsync(Ct)));
        Assert.Equal(1, attempts.Sum());
        Assert.Single(recalls.Mail.Mailbox);
    }

    [Fact]
    public async Task Without_a_way_a_person_tells_the_recipient_and_ticks_it_off()
    {
        await using var recalls = await RecallWorld.OpenAsync(server);
        await recalls.World.WithdrawnAsync();
        var todo = await recalls.OnlyAsync();
        Assert.Equal((RecallWay.ByHand, RecallState.ToDo), (todo.Way, todo.State));
        Assert.IsType<RecallNotRetryable>((await recalls.Notices.RetryAsync(Slice.Steward, todo.Id, Ct)).Refusal);
        Assert.IsType<NotAllowed>((await recalls.Notices.TickOffAsync(Slice.Nobody, todo.Id, Ct)).Refusal);
        Assert.IsType<NotFound>((await recalls.Notices.TickOffAsync(Slice.Steward, Guid.NewGuid(), Ct)).Refusal);
        recalls.Slice.Time.Advance(TimeSpan.FromHours(3));

        var told = (await recalls.Notices.TickOffAsync(Slice.Steward, todo.Id, Ct)).Value;

        Assert.Equal(
            (RecallState.Done, new Stamp(Slice.Steward.Name, Slice.Start.AddHours(3))),
            (told.Notice.State, told.Notice.Told)
        );
        Assert.Equal(2, told.Document.Samples.Count);
        Assert.Equal(["recall-notice.told"], await recalls.EntriesAsync(todo.Id));
        Assert.IsType<RecipientAlreadyTold>((await recalls.Notices.TickOffAsync(Slice.Steward, todo.Id, Ct)).Refusal);
        Assert.Equal(
            [RecallState.Done],
            (await recalls.Slice.Get<Exports>().FindAsync(Slice.Steward, recalls.World.ExportId, Ct)).Value.Notices
        );
    }

    [Fact]
    public async Task Without_a_mail_server_an_email_falls_to_a_person_and_says_so()
    {
        await using var recalls = await RecallWorld.OpenAsync(server, mailServer: false);
        await recalls.ContactAsync(RecallWorld.Email, null);
        var done = await recalls.World.WithdrawnAsync();
        Assert.True(done.Withdrawal.State == WithdrawalState.Done, done.Run.Error);
        var todo = await recalls.OnlyAsync();
        Assert.Equal(
            (RecallWay.Email, RecallState.ToDo, new RecallWithoutMailServer()),
            (todo.Way, todo.State, todo.LastErrorMessage as RecallWithoutMailServer)
        );
        Assert.IsType<RecallNeedsMailServer>((await recalls.Notices.RetryAsync(Slice.Steward, todo.Id, Ct)).Refusal);
        Assert.Empty(recalls.Mail.Mailbox);
        Assert.True((await recalls.Notices.TickOffAsync(Slice.Steward, todo.Id, Ct)).Ok);
    }

    [Fact]
    public async Task An_attempt_that_breaks_in_an_unknown_way_is_tried_again_and_holds_up_no_withdrawal()
    {
        await using var recalls = await RecallWorld.OpenAsync(server, more: services =>
            services.AddSingleton<Mailer, BrokenMailer>()
        );
        await recalls.ContactAsync(RecallWorld.Email, null);

        var done = await recalls.World.WithdrawnAsync();

        Assert.True(done.Withdrawal.State == WithdrawalState.Done, done.Run.Error);
        var waiting = await recalls.OnlyAsync();
        Assert.Equal((RecallState.Pending, 1), (waiting.State, waiting.Attempts));
        Assert.Equal("recall-attempt-broke", waiting.LastErrorMessage!.Code);
        Assert.Equal(recalls.Slice.Time.GetUtcNow() + TimeSpan.FromMinutes(1), waiting.NextAttemptAt);
    }

    [Fact]
    public async Task Withdrawing_the_photo_recalls_the_photo_and_leaves_the_rest_to_a_later_notice()
    {
        await using var recalls = await RecallWorld.OpenAsync(server);
        await recalls.ContactAsync(RecallWorld.Email, null);
        var world = recalls.World;
        var mine = (await world.AllAsync<Sample>())
            .Where(s => s.SubjectId == world.Subject.Id)
            .Select(s => s.Id)
            .ToHashSet();
        Modalities Left(ExportedSample row) => row.Modalities;

        var photo = await world.Withdrawals.WithdrawAsync(
            Slice.Steward,
            world.Subject.Id,
            WithdrawnPurposes.All.For([Modality.Image]).Value,
            null,
            ConsentMethod.Spoken,
            Ct
        );
        Assert.True(photo.Ok, photo.Refusal?.What);
        await recalls.Slice.WorkAsync();

        var notice = await recalls.OnlyAsync();
        Assert.Equal((Modalities.Image, 1), (notice.Modalities, notice.Samples.Count));
        var mail = Assert.Single(recalls.Mail.Mailbox);
        Assert.StartsWith("Delete parts (image) of 1 sample of export ", mail.Subject, StringComparison.Ordinal);
        Assert.Contains("The other parts of the samples may be kept.", mail.TextBody, StringComparison.Ordinal);
        var said = (await recalls.Notices.FindAsync(Slice.Steward, notice.Id, Ct)).Value.Document;
        Assert.Equal([Modality.Image], said.Modalities);
        var rows = (await world.AllAsync<ExportedSample>()).Where(s => mine.Contains(s.SampleId)).ToList();
        Assert.Equal(2, rows.Count);
        Assert.All(rows, r => Assert.False(Left(r).HasFlag(Modalities.Image)));

        recalls.Slice.Time.Advance(TimeSpan.FromMinutes(1));
        var done = await world.WithdrawnAsync();

        Assert.True(done.Withdrawal.State == WithdrawalState.Done, done.Run.Error);
        var rest = Assert.Single(await world.AllAsync<RecallNotice>(), n => n.WithdrawalId == done.Withdrawal.Id);
        Assert.Equal((Modalities.All, 2), (rest.Modalities, rest.Samples.Count));
        Assert.DoesNotContain(await world.AllAsync<ExportedSample>(), s => mine.Contains(s.SampleId));
    }

    private sealed class BrokenMailer(IOptions<MailOptions> options) : Mailer(options, TimeProvider.System)
    {
        protected override MailKit.Net.Smtp.SmtpClient Client() =>
            throw new InvalidOperationException("nobody expects this");
    }

    [Fact]
    public async Task The_ways_are_checked_before_they_are_kept_and_a_secret_is_shown_once_and_not_readable_in_the_database()
    {
        await using var recalls = await RecallWorld.OpenAsync(server);
        var (world, exports) = (recalls.World, recalls.Slice.Get<Exports>());
        Task<Result<ExportWithSecret>> ChangeAsync(Actor actor, ContactWays ways) =>
            exports.ChangeContactAsync(actor, world.VersionId, world.ExportId, ways, Ct);

        Assert.IsType<WebhookAddressInvalid>(
            (await ChangeAsync(Slice.Steward, new(null, "https://10.0.0.1/"))).Refusal
        );
        Assert.IsType<ContactEmailInvalid>((await ChangeAsync(Slice.Steward, new("nobody", null))).Refusal);
        Assert.IsType<UnfitText>((await ChangeAsync(Slice.Steward, new(new string('a', 300), null))).Refusal);
        Assert.IsType<NotAllowed>((await ChangeAsync(Slice.Nobody, ContactWays.None)).Refusal);
        Assert.IsType<NotFound>(
            (
                await exports.ChangeContactAsync(Slice.Steward, Guid.NewGuid(), world.ExportId, ContactWays.None, Ct)
            ).Refusal
        );
        Assert.IsType<ContactEmailInvalid>(
            (
                await exports.PrepareAsync(
                    Slice.Steward,
                    world.VersionId,
                    new(world.Research.Code, "Hospital", new("nobody", null)),
                    Ct
                )
            ).Refusal
        );
        Assert.Empty(await world.AllAsync<ExportContact>());

        var first = await recalls.ContactAsync(null, recalls.Hook.Address.ToString());
        var second = await recalls.ContactAsync($" {RecallWorld.Email} ", recalls.Hook.Address.ToString());
        Assert.NotEqual(first, second);
        var kept = Assert.Single(await world.AllAsync<ExportContact>());
        Assert.Equal(RecallWorld.Email, kept.Email);
        Assert.DoesNotContain(second!, kept.ProtectedSecret!, StringComparison.Ordinal);
        Assert.Equal(second, recalls.Slice.Get<ContactRules>().SecretOf(kept));
        await using var db = recalls.Slice.Db();
        var bodies = await db.Set<LedgerEntry>()
            .Where(e => e.ThingId == world.ExportId)
            .Select(e => e.Body)
            .ToListAsync(Ct);
        Assert.All(bodies, b =>
        {
            var body = Encoding.UTF8.GetString(b);
            Assert.DoesNotContain(RecallWorld.Email, body, StringComparison.Ordinal);
            Assert.DoesNotContain(second!, body, StringComparison.Ordinal);
        });
        await recalls.ContactAsync("", " ");
        Assert.Empty(await world.AllAsync<ExportContact>());
    }

    private static async Task<List<(int Ordinal, string Leaf)>> PlacesAsync(WithdrawalWorld world)
    {
        var samples = (await world.AllAsync<Sample>())
            .Where(s => s.SubjectId == world.Subject.Id)
            .Select(s => s.Id)
            .ToHashSet();
        return
        [
            .. (await world.AllAsync<VersionSample>())
                .Where(p => p.SampleId is { } id && samples.Contains(id))
                .OrderBy(p => p.Ordinal)
                .Select(p => (p.Ordinal, Convert.ToHexStringLower(p.LeafHash))),
        ];
    }

    private static async Task<byte[]> BytesAsync(MimePart part)
    {
        using var content = new MemoryStream();
        await part.Content!.DecodeToAsync(content, Ct);
        return content.ToArray();
    }
}
