using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Governance.Annotation;
using Governance.Catalog;
using Governance.Consent;
using Governance.Ledger;
using Governance.Platform;
using Governance.Platform.Blobs;
using Governance.Provenance;
using Governance.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace Governance.Tests.Annotation;

/// <summary>
/// A migrated database with one dataset, the doors on it, and a clock that a test moves. Each sample has a photo, a note
/// and a series, and its own subject, who permits everything.
/// </summary>
internal sealed class AnnotationWorld : IDbContextFactory<GovernanceDb>, IDisposable
{
    public const long WindowNs = 240 * NanoTime.PerSecond;
    public const string Note = "Seal 💧💧 weeping at the flange";

    private readonly string _folder = Directory.CreateTempSubdirectory("governance-annotation-").FullName;
    private readonly DbContextOptions<GovernanceDb> _options;

    private AnnotationWorld(string connectionString)
    {
        var builder = new DbContextOptionsBuilder<GovernanceDb>();
        PlatformModule.Configure(builder, connectionString);
        _options = builder.Options;
        Blobs = new FolderBlobStore(_folder, Time);
        Ledger = new(this, Time);
        Aligned = new(this, Blobs, new SeriesQuery(Blobs), Time);
        var settings = Options.Create(Settings);
        Schemas = new(this, Ledger, Time);
        Projects = new(this, Schemas, Ledger, Time);
        Queue = new(this, Aligned, Ledger, Time, settings);
        Annotations = new(this, Aligned, Ledger, new ProvenanceGraph(this, Time), Time, settings);
        Contents = new(this, Aligned, Time);
        Consents = new(this, Ledger, new Tombstones(this, Ledger, Time), Time);
    }

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 11, 3, 9, 0, 0, TimeSpan.Zero));
    public AnnotationOptions Settings { get; } = new();
    public FolderBlobStore Blobs { get; }
    public LedgerEntries Ledger { get; }
    public AlignedSamples Aligned { get; }
    public LabelSchemas Schemas { get; }
    public AnnotationProjects Projects { get; }
    public TaskQueue Queue { get; }
    public Annotations Annotations { get; }
    public TaskContents Contents { get; }
    public Consents Consents { get; }

    public Actor Steward { get; } =
        Person(
            "steward",
            AnnotationPolicies.Manage,
            AnnotationPolicies.Read,
            AnnotationPolicies.Annotate,
            ConsentPolicies.Manage
        );
    public Actor Ada { get; } = Annotator("ada");
    public Actor Ben { get; } = Annotator("ben");

    public Purpose Purpose { get; } =
        new()
        {
            Code = "research",
            Title = "Research",
            Description = "…",
            CreatedAt = DateTimeOffset.UnixEpoch,
        };
    public List<Subject> Subjects { get; } = [];
    public List<Sample> Samples { get; } = [];
    public Guid VersionId { get; private set; }

    public static LabelDefinition Definition { get; } =
        new([
            new("state", LabelKind.Choice, "State", [new("good", "Good"), new("worn", "Worn")], Required: true),
            new("leak", LabelKind.Box, "Leak", [new("oil", "Oil"), new("water", "Water")], Part: "photo"),
            new("symptom", LabelKind.Span, "Symptom", [new("noise", "Noise"), new("wet", "Wet")]),
            new("event", LabelKind.Range, "Event", [new("spike", "Spike")], Part: "vibration"),
        ]);

    /// <summary>Asks for the note only, so that consents for text alone are enough.</summary>
    public static LabelDefinition TextOnly { get; } =
        new([new("symptom", LabelKind.Span, "Symptom", [new("noise", "Noise"), new("wet", "Wet")])]);

    public static Actor Annotator(string name) => Person(name, AnnotationPolicies.Annotate, AnnotationPolicies.Read);

    public static async Task<AnnotationWorld> CreateAsync(TestDatabase databases, int samples = 3, bool consents = true)
    {
        await databases.EnsureTemplateAsync("migrated", async connectionString =>
        {
            var builder = new DbContextOptionsBuilder<GovernanceDb>();
            PlatformModule.Configure(builder, connectionString);
            await using var db = new GovernanceDb(builder.Options);
            await db.Database.MigrateAsync();
        });
        var world = new AnnotationWorld(await databases.CreateDatabaseAsync("migrated"));
        await world.SeedAsync(samples, consents);
        return world;
    }

    public GovernanceDb CreateDbContext() => new(_options);

    public async Task<AnnotationProject> ProjectAsync(LabelDefinition? definition = null) =>
        (
            await Projects.CreateAsync(
                Steward,
                new("Pumps", VersionId, Schema: new($"schema {Guid.NewGuid()}", definition ?? Definition)),
                default
            )
        ).Value;

    public async Task<TaskHandout> NextAsync(Actor actor, AnnotationProject project) =>
        (await Queue.NextAsync(actor, project.Id, null, default)).Value!;

    public Task<Result> SaveAsync(Actor actor, TaskHandout handout, Guid id, int revision, JsonElement body) =>
        Annotations.SaveAsync(actor, new(id, handout.Task.Id, handout.Task.LeaseToken, revision, body), default);

    public async Task ConsentAsync(
        Subject subject,
        ConsentState state,
        Modalities modalities = Modalities.All,
        DateTimeOffset? until = null
    ) =>
        _ = (
            await Consents.RecordAsync(
                Steward,
                new(
                    subject.Id,
                    Purpose.Id,
                    state,
                    modalities,
                    Time.GetUtcNow(),
                    until,
                    "notice 1",
                    "en",
                    ConsentMethod.WrittenForm
                ),
                default
            )
        ).Value;

    public static JsonElement Choice(Guid id, Guid sampleId, string value = "good") =>
        Body(id, "classifying", "state", value, $$"""{"source":"urn:governance:sample:{{sampleId}}"}""");

    public static JsonElement Span(
        Guid id,
        Guid sampleId,
        int start = 5,
        int end = 7,
        string exact = "💧💧",
        string value = "wet"
    ) =>
        Body(
            id,
            "tagging",
            "symptom",
            value,
            $$"""
            {"source":"urn:governance:sample:{{sampleId}}:part:note","selector":[
              {"type":"TextPositionSelector","start":{{start}},"end":{{end}}},
              {"type":"TextQuoteSelector","exact":"{{exact}}","prefix":"Seal ","suffix":" weeping"}]}
            """
        );

    public static JsonElement Body(Guid id, string motivation, string field, string value, string target) =>
        JsonDocument
            .Parse(
                $$"""
                {"@context":"http://www.w3.org/ns/anno.jsonld","id":"urn:uuid:{{id}}","type":"Annotation","motivation":"{{motivation}}",
                 "body":{"type":"TextualBody","purpose":"tagging","value":"{{value}}","fieldId":"{{field}}"},"target":{{target}}}
                """
            )
            .RootElement;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static Actor Person(string name, params string[] permissions) =>
        new(Guid.CreateVersion7(), name, permissions.ToHashSet());

    private async Task SeedAsync(int count, bool consents)
    {
        var now = Time.GetUtcNow();
        var note = await Blobs.PutAsync(new MemoryStream(Encoding.UTF8.GetBytes(Note)), 1000, default);
        var photo = await Blobs.PutAsync(new MemoryStream([0xFF, 0xD8, 0xFF]), 1000, default);
        var dataset = new Dataset
        {
            Slug = "pumps",
            Name = "Pumps",
            Created = new("test", now),
        };
        var version = new DatasetVersion
        {
            DatasetId = dataset.Id,
            Number = 1,
            Name = "First",
            State = VersionState.Draft,
            PurposeId = Purpose.Id,
            Recipe = "{}",
            RecipeDigest = new('0', 64),
            Seed = 1,
            Created = new("test", now),
        };
        VersionId = version.Id;
        await using var db = CreateDbContext();
        db.AddRange(Purpose, dataset, version);
        for (var i = 0; i < count; i++)
        {
            var subject = new Subject { Pseudonym = $"P{i:000}", CreatedAt = now };
            var recording = new Recording
            {
                DatasetId = dataset.Id,
                ImportId = Guid.NewGuid(),
                SubjectId = subject.Id,
                Key = $"r{i:000}",
                FirstNs = 0,
                LastNs = WindowNs,
            };
            var stream = new RecordingStream
            {
                RecordingId = recording.Id,
                Name = "vibration",
                Modality = Modality.Sensor,
                Kind = StreamKind.Regular,
                Channels = [new("rms", "mm/s")],
                Clock = new(0, 0, ClockMethod.Assumed, null, "test"),
                DataDigest = new('a', 64),
                PyramidDigest = new('b', 64),
                Rows = 100,
                FirstNs = 0,
                LastNs = WindowNs,
                Gaps = 0,
                Duplicates = 0,
            };
            var sample = new Sample
            {
                DatasetId = dataset.Id,
                RecordingId = recording.Id,
                ImportId = recording.ImportId,
                SubjectId = subject.Id,
                Key = $"r{i:000}/notes.csv#1",
                AnchorNs = WindowNs / 2,
                FromNs = 0,
                ToNs = WindowNs,
                Zone = "Europe/Zurich",
                Strata = [],
                Present = Modalities.All,
                MissingParts = 0,
                MaxSyncErrorNs = 0,
            };
            Subjects.Add(subject);
            Samples.Add(sample);
            db.AddRange(
                subject,
                recording,
                stream,
                sample,
                new SamplePart
                {
                    SampleId = sample.Id,
                    Name = "photo",
                    Modality = Modality.Image,
                    Digest = photo.Digest,
                    MediaType = "image/jpeg",
                    Length = photo.Length,
                    Width = 640,
                    Height = 480,
                    SyncErrorNs = 0,
                },
                new SamplePart
                {
                    SampleId = sample.Id,
                    Name = "note",
                    Modality = Modality.Text,
                    Digest = note.Digest,
                    MediaType = "text/plain",
                    Length = note.Length,
                    SyncErrorNs = 0,
                    Excerpt = Note,
                },
                new SamplePart
                {
                    SampleId = sample.Id,
                    Name = "vibration",
                    Modality = Modality.Sensor,
                    StreamId = stream.Id,
                    Rows = 100,
                    SyncErrorNs = 0,
                },
                new VersionSample
                {
                    VersionId = version.Id,
                    Ordinal = i,
                    SampleId = sample.Id,
                    Stratum = "all",
                    LeafHash = SHA256.HashData(sample.Id.ToByteArray()),
                }
            );
        }
        Ledger.Append(db, Actor.Portal, "test.seeded", dataset.Id);
        await db.SaveChangesAsync();
        (version.State, version.ManifestDigest, version.SampleCount, version.Sealed) = (
            VersionState.Sealed,
            new('0', 64),
            count,
            new("test", now)
        );
        Ledger.Append(db, Actor.Portal, "test.sealed", version.Id);
        await db.SaveChangesAsync();
        if (!consents)
            return;
        foreach (var subject in Subjects)
            await ConsentAsync(subject, ConsentState.Given);
    }
}
