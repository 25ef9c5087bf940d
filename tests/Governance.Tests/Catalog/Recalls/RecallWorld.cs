using Governance.Catalog;
using Governance.Consent;
using Governance.Ledger;
using Governance.Platform;
using Governance.Platform.Outbound;
using Governance.Testing;
using Governance.Tests.Consent;
using Governance.Tests.Platform.Outbound;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Governance.Tests.Catalog.Recalls;

/// <summary>A withdrawal whose recipient has a mailbox on a real SMTP server and a webhook on a real HTTP listener.</summary>
internal sealed class RecallWorld : IAsyncDisposable
{
    public const string Email = "data@institute.example";

    private RecallWorld(WithdrawalWorld world, MailReceiver mail, WebhookReceiver hook) =>
        (World, Mail, Hook) = (world, mail, hook);

    public WithdrawalWorld World { get; }
    public MailReceiver Mail { get; }
    public WebhookReceiver Hook { get; }
    public Slice Slice => World.Slice;
    public RecallNotices Notices => Slice.Get<RecallNotices>();
    public RecallSender Sender => Slice.Get<RecallSender>();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static async Task<RecallWorld> OpenAsync(
        TestDatabase server,
        bool mailServer = true,
        Action<IServiceCollection>? more = null
    )
    {
        var (mail, hook) = (new MailReceiver(), await WebhookReceiver.OpenAsync());
        var world = await WithdrawalWorld.OpenAsync(server, services =>
        {
            services
                .AddSingleton(Options.Create(mailServer ? mail.Options() : new MailOptions()))
                .AddSingleton(Options.Create(new WebhookOptions { AllowedHosts = hook.Host }))
                .AddSingleton(
                    Options.Create(new RecallOptions { PortalAddress = "https://data.example", MaxAttempts = 3 })
                );
            more?.Invoke(services);
        });
        return new(world, mail, hook);
    }

    /// <summary>Enters how the recipient of the export is reached; returns the secret of the webhook.</summary>
    public async Task<string?> ContactAsync(string? email, string? webhook)
    {
        var changed = await Slice
            .Get<Exports>()
            .ChangeContactAsync(Slice.Steward, World.VersionId, World.ExportId, new(email, webhook), Ct);
        Assert.True(changed.Ok, changed.Refusal?.What);
        return changed.Value.Secret;
    }

    public async Task<RecallNotice> OnlyAsync() => Assert.Single(await World.AllAsync<RecallNotice>());

    public async Task<List<string>> EntriesAsync(Guid noticeId)
    {
        await using var db = Slice.Db();
        return await db.Set<LedgerEntry>()
            .Where(e => e.ThingId == noticeId)
            .OrderBy(e => e.Id)
            .Select(e => e.Kind)
            .ToListAsync(Ct);
    }

    /// <summary>A sender whose process dies as soon as a receiver has the notice.</summary>
    public RecallSender Mortal()
    {
        var databases = new MortalDatabases(Slice.Get<IDbContextFactory<GovernanceDb>>(), () =>
            !Mail.Mailbox.IsEmpty || !Hook.Calls.IsEmpty
        );
        return new(
            databases,
            Slice.Get<Mailer>(),
            Slice.Get<WebhookClient>(),
            Slice.Get<ContactRules>(),
            Slice.Get<RecallTools>()
        );
    }

    public async ValueTask DisposeAsync()
    {
        await World.DisposeAsync();
        await Mail.DisposeAsync();
        await Hook.DisposeAsync();
    }

    internal sealed class KilledException : Exception;

    private sealed class MortalDatabases(IDbContextFactory<GovernanceDb> inner, Func<bool> dead)
        : IDbContextFactory<GovernanceDb>
    {
        public GovernanceDb CreateDbContext() => dead() ? throw new KilledException() : inner.CreateDbContext();

        public Task<GovernanceDb> CreateDbContextAsync(CancellationToken cancellationToken = default) =>
            dead() ? throw new KilledException() : inner.CreateDbContextAsync(cancellationToken);
    }
}
