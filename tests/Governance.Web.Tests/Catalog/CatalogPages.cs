using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using Bunit;
using Governance.Access;
using Governance.Audits;
using Governance.Catalog;
using Governance.Consent;
using Governance.Embeddings;
using Governance.Ethics;
using Governance.Ingestion;
using Governance.Models;
using Governance.Platform;
using Governance.Platform.Blobs;
using Governance.Platform.Runs;
using Governance.Provenance;
using Governance.Web.Access;
using Governance.Web.Layout;
using Governance.Web.Tests.Access;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor.Services;

namespace Governance.Web.Tests.Catalog;

/// <summary>Renders catalog pages with the doors of a real portal, and creates small datasets for them.</summary>
internal static class CatalogPages
{
    public static readonly string[] Steward =
    [
        CatalogPolicies.Read,
        CatalogPolicies.Manage,
        IngestionPolicies.Import,
        ConsentPolicies.Read,
        PlatformPolicies.ReadRuns,
        PlatformPolicies.ManageRuns,
    ];
    public static readonly Actor Maker = new(Guid.CreateVersion7(), "Stefan Steward", new HashSet<string> { "*" });

    /// <summary>A page context at an address, signed in with these permissions.</summary>
    public static BunitContext Page(this PortalHost host, string address, params string[] permissions)
    {
        var page = new BunitContext();
        page.JSInterop.Mode = JSRuntimeMode.Loose;
        page.Services.AddMudServices();
        page.Services.AddSingleton(host.Get<TimeProvider>());
        page.Services.AddSingleton(host.Get<Datasets>())
            .AddSingleton(host.Get<AlignedSamples>())
            .AddSingleton(host.Get<SampleCompleteness>());
        page.Services.AddSingleton(host.Get<Recordings>())
            .AddSingleton(host.Get<DatasetVersions>())
            .AddSingleton(host.Get<Consents>());
        page.Services.AddSingleton(host.Get<ProvenanceGraph>())
            .AddSingleton(host.Get<Imports>())
            .AddSingleton(host.Get<Imports>());
        page.Services.AddSingleton(host.Get<ModelRegistry>())
            .AddSingleton(host.Get<ModelAliases>())
            .AddSingleton(host.Get<ConsentAlerts>())
            .AddSingleton(host.Get<Trainings>());
        page.Services.AddSingleton(host.Get<AuditRuns>())
            .AddSingleton(host.Get<AuditSuites>())
            .AddSingleton(host.Get<PromotionPolicies>())
            .AddSingleton(host.Get<AuditPredictions>())
            .AddSingleton(host.Get<EthicsReviews>())
            .AddSingleton(host.Get<ModelServing>())
            .AddSingleton(host.Get<TrialPhotos>());
        page.Services.AddSingleton(host.Get<ServerFolders>())
            .AddSingleton(host.Get<JobRuns>())
            .AddSingleton(host.Get<RunFeed>());
        page.Services.AddSingleton(host.Get<EmbeddingSets>()).AddSingleton(host.Get<Encoders>());
        page.Services.AddScoped<CurrentActor>()
            .AddScoped<PortalScript>()
            .AddScoped<Viewer>()
            .AddScoped<DatasetInView>();
        page.AddAuthorization()
            .SetAuthorized("Stefan")
            .SetPolicies(permissions)
            .SetClaims([
                new(ClaimTypes.NameIdentifier, Maker.UserId.ToString()),
                .. permissions.Select(p => new Claim(AccessClaims.Permission, p)),
            ]);
        page.Services.GetRequiredService<NavigationManager>().NavigateTo(address);
        return page;
    }

    public static async Task<Dataset> DatasetAsync(this PortalHost host, string name, bool synthetic = false) =>
        (
            await host.Get<Datasets>()
                .CreateAsync(Maker, $"{name} {Guid.NewGuid():N}", "What it holds", synthetic, PortalHost.Ct)
        ).Value;

    /// <summary>
    /// Adds samples a minute apart; every second one has no photo and a gap in its sparkline. The attribute “light” alternates
    /// between low and high.
    /// </summary>
    public static async Task<(Subject Subject, Recording Recording, IReadOnlyList<Sample> Samples)> FillAsync(
        this PortalHost host,
        Dataset dataset,
        int count
    )
    {
        var subject = (
            await host.Get<Consents>()
                .AddSubjectAsync(Maker, $"s-{Guid.NewGuid():N}"[..20], SubjectKind.Person, null, PortalHost.Ct)
        ).Value;
        var start = NanoTime.From(new DateTimeOffset(2026, 3, 2, 8, 0, 0, TimeSpan.Zero));
        var recording = new Recording
        {
            DatasetId = dataset.Id,
            ImportId = Guid.CreateVersion7(),
            SubjectId = subject.Id,
            Key = "pump-03",
            FirstNs = start,
            LastNs = start + count * 60 * NanoTime.PerSecond,
        };
        var stream = new RecordingStream
        {
            RecordingId = recording.Id,
            Name = "vibration",
            Modality = Modality.Sensor,
            Kind = StreamKind.Regular,
            Channels = [new("rms", "mm/s")],
            Clock = new(-1_380_000_000, 20_000, ClockMethod.Declared, 40_000_000, "import map"),
            DataDigest = Digest("rows"),
            PyramidDigest = Digest("pyramid"),
            Rows = 12_340,
            FirstNs = start,
            LastNs = recording.LastNs,
            PeriodNs = 2_000_076_000,
            GapNs = 6_000_000_000,
            Gaps = 2,
            Duplicates = 0,
        };
        var samples = Enumerable
            .Range(0, count)
            .Select(n => new Sample
            {
                DatasetId = dataset.Id,
                RecordingId = recording.Id,
                ImportId = recording.ImportId,
                SubjectId = subject.Id,
                Key = $"pump-03/t.csv#{n + 1:D3}",
                AnchorNs = start + n * 60 * NanoTime.PerSecond,
                FromNs = start,
                ToNs = recording.LastNs,
                Zone = "Europe/Zurich",
                Strata = new() { ["light"] = n % 2 == 0 ? "low" : "high" },
                Present = n % 2 == 0 ? Modalities.All : Modalities.Text | Modalities.Sensor,
                MissingParts = n % 2,
                MaxSyncErrorNs = 0,
            })
            .ToList();
        var parts = samples
            .SelectMany(
                (s, n) =>
                    new SamplePart[]
                    {
                        new()
                        {
                            SampleId = s.Id,
                            Name = "note",
                            Modality = Modality.Text,
                            Digest = Digest(s.Key),
                            MediaType = "text/plain",
                            Excerpt = $"Seal weeping at flange {n + 1}",
                            SyncErrorNs = 0,
                        },
                        n % 2 == 0
                            ? new()
                            {
                                SampleId = s.Id,
                                Name = "photo",
                                Modality = Modality.Image,
                                Digest = Digest($"p{s.Key}"),
                                ThumbnailDigest = Digest("t"),
                                MediaType = "image/jpeg",
                                SyncErrorNs = 0,
                            }
                            : new()
                            {
                                SampleId = s.Id,
                                Name = "photo",
                                Modality = Modality.Image,
                                Missing = MissingReason.FileMissing,
                                MissingDetail = "photos/7.jpg",
                            },
                        new()
                        {
                            SampleId = s.Id,
                            Name = "vibration",
                            Modality = Modality.Sensor,
                            StreamId = stream.Id,
                            Rows = 5,
                            Sparkline = n % 2 == 0 ? [1, 2, 3] : [1, 2, null, 3, 4],
                            SyncErrorNs = 0,
                        },
                    }
            )
            .ToList();
        foreach (var sample in samples)
        {
            using var text = new MemoryStream(Encoding.UTF8.GetBytes(sample.Key));
            await host.Get<IBlobStore>().PutAsync(text, 1000, PortalHost.Ct);
        }
        await using var db = host.Db();
        await using var transaction = await db.Database.BeginTransactionAsync(PortalHost.Ct);
        await db.CopyAsync([recording], PortalHost.Ct);
        await db.CopyAsync([stream], PortalHost.Ct);
        await db.CopyAsync(samples, PortalHost.Ct);
        await db.CopyAsync(parts, PortalHost.Ct);
        await transaction.CommitAsync(PortalHost.Ct);
        return (subject, recording, samples);
    }

    private static string Digest(string content) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(content)));
}
