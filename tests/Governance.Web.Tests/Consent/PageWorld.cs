using System.Security.Claims;
using Bunit;
using Governance.Access;
using Governance.Catalog;
using Governance.Consent;
using Governance.Curation;
using Governance.Models;
using Governance.Platform;
using Governance.Platform.Runs;
using Governance.Provenance;
using Governance.Statistics.Sampling;
using Governance.Web.Access;
using Governance.Web.Layout;
using Governance.Web.Tests.Access;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor.Services;

namespace Governance.Web.Tests.Consent;

/// <summary>Pages on the real doors of a portal, with an actor who has the permissions that a test names.</summary>
internal static class PageWorld
{
    public static Actor Everything { get; } = new(Guid.NewGuid(), "Stefan", new HashSet<string> { "*" });

    public static BunitContext Page(this PortalHost host, params string[] permissions)
    {
        var page = new BunitContext();
        page.JSInterop.Mode = JSRuntimeMode.Loose;
        page.Services.AddMudServices();
        page.Services.AddSingleton<TimeProvider>(host.Time)
            .AddSingleton(host.Get<Consents>())
            .AddSingleton(host.Get<ConsentCsv>())
            .AddSingleton(host.Get<SubjectHoldings>())
            .AddSingleton(host.Get<ModelRegistry>())
            .AddSingleton(host.Get<Datasets>())
            .AddSingleton(host.Get<DatasetVersions>())
            .AddSingleton(host.Get<Exports>())
            .AddSingleton(host.Get<RecallNotices>())
            .AddSingleton(host.Get<Certificates>())
            .AddSingleton(host.Get<Recipes>())
            .AddSingleton(host.Get<JobRuns>())
            .AddSingleton(host.Get<RunFeed>())
            .AddSingleton(host.Get<ProvenanceGraph>());
        page.Services.AddScoped<CurrentActor>()
            .AddScoped<PortalScript>()
            .AddScoped<Viewer>()
            .AddScoped<DatasetInView>();
        page.AddAuthorization()
            .SetAuthorized("Stefan")
            .SetPolicies(permissions)
            .SetClaims([
                new Claim(ClaimTypes.NameIdentifier, Guid.NewGuid().ToString()),
                .. permissions.Select(p => new Claim(AccessClaims.Permission, p)),
            ]);
        return page;
    }

    public static async Task<Purpose> PurposeAsync(this PortalHost host)
    {
        var code = $"p{Guid.NewGuid():N}"[..16];
        return (
            await host.Get<Consents>().AddPurposeAsync(Everything, code, $"Purpose {code}", "for tests", PortalHost.Ct)
        ).Value;
    }

    public static async Task<Subject> SubjectAsync(this PortalHost host) =>
        (
            await host.Get<Consents>()
                .AddSubjectAsync(Everything, $"s-{Guid.NewGuid():N}"[..20], SubjectKind.Person, null, PortalHost.Ct)
        ).Value;

    public static async Task<ConsentRecord> GiveAsync(
        this PortalHost host,
        Subject subject,
        Purpose purpose,
        Modalities modalities = Modalities.All,
        TimeSpan? until = null
    ) =>
        (
            await host.Get<Consents>()
                .RecordAsync(
                    Everything,
                    new(
                        subject.Id,
                        purpose.Id,
                        ConsentState.Given,
                        modalities,
                        host.Time.GetUtcNow().AddDays(-10),
                        until is { } end ? host.Time.GetUtcNow() + end : null,
                        "notice v1",
                        "en",
                        ConsentMethod.WrittenForm
                    ),
                    PortalHost.Ct
                )
        ).Value;

    /// <summary>
    /// A dataset with one recording of the subject and samples whose lighting is day, dim, day …; all have a note,
    /// every second a photo.
    /// </summary>
    public static async Task<Dataset> DatasetAsync(this PortalHost host, Subject subject, int samples)
    {
        var dataset = (
            await host.Get<Datasets>().CreateAsync(Everything, $"Pumps {Guid.NewGuid():N}", null, false, PortalHost.Ct)
        ).Value;
        var recording = new Recording
        {
            DatasetId = dataset.Id,
            ImportId = Guid.CreateVersion7(),
            SubjectId = subject.Id,
            Key = "r",
            FirstNs = 0,
            LastNs = 1,
        };
        var rows = Enumerable
            .Range(0, samples)
            .Select(n => new Sample
            {
                DatasetId = dataset.Id,
                RecordingId = recording.Id,
                ImportId = recording.ImportId,
                SubjectId = subject.Id,
                Key = $"r/t.csv#{n + 1:D3}",
                AnchorNs = n,
                FromNs = 0,
                ToNs = samples,
                Zone = "Europe/Zurich",
                Strata = new() { ["lighting"] = n % 2 == 0 ? "day" : "dim" },
                Present = n % 2 == 0 ? Modalities.Text | Modalities.Image : Modalities.Text,
                MissingParts = 0,
                MaxSyncErrorNs = 0,
            })
            .ToList();
        await using var db = host.Db();
        await using var transaction = await db.Database.BeginTransactionAsync(PortalHost.Ct);
        await db.CopyAsync([recording], PortalHost.Ct);
        await db.CopyAsync(rows, PortalHost.Ct);
        await transaction.CommitAsync(PortalHost.Ct);
        return dataset;
    }

    public static async Task<DatasetVersion> DraftAsync(
        this PortalHost host,
        Dataset dataset,
        Purpose purpose,
        int size
    ) =>
        (
            await host.Get<Recipes>()
                .DraftAsync(
                    Everything,
                    dataset.Id,
                    "A version",
                    new Recipe(new(Purpose: purpose.Code), ["lighting"], AllocationScheme.Equal, size, 7),
                    PortalHost.Ct
                )
        ).Value;

    public static async Task<DatasetVersion> SealAsync(this PortalHost host, Guid draftId)
    {
        await host.Get<Recipes>().SealAsync(Everything, draftId, PortalHost.Ct);
        await host.SealingEndedAsync(draftId);
        return (await host.Get<DatasetVersions>().FindAsync(Everything, draftId, PortalHost.Ct)).Value.Version;
    }

    public static async Task SealingEndedAsync(this PortalHost host, Guid draftId) =>
        await host.EndedAsync((await host.Get<Recipes>().SealingAsync(Everything, draftId, PortalHost.Ct)).Value!.Id);

    public static async Task<DatasetVersion> SealedAsync(
        this PortalHost host,
        Dataset dataset,
        Purpose purpose,
        int size
    ) => await host.SealAsync((await host.DraftAsync(dataset, purpose, size)).Id);
}
