using System.Text.Json;
using Governance.Catalog;
using Governance.Consent;
using Governance.Ledger;
using Governance.Platform;
using Governance.Platform.Runs;
using Governance.Provenance;
using Microsoft.EntityFrameworkCore;

namespace Governance.Ingestion;

/// <summary>
/// The one transaction that makes an import visible: subjects, recordings, streams, samples, parts, provenance, report and
/// ledger entries, or nothing. Called again after it committed, it does nothing.
/// </summary>
internal sealed class ImportCommit(
    IDbContextFactory<GovernanceDb> databases,
    LedgerBook ledger,
    ProvenanceGraph graph,
    TimeProvider time
)
{
    public async Task<bool> RunAsync(
        ImportWork work,
        Run run,
        KnownFiles files,
        Harvest harvest,
        DateTimeOffset startedAt,
        CancellationToken ct
    )
    {
        var (import, map) = (work.Import, work.Map);
        var recordings = harvest.Recordings.ToList();
        var unused = files
            .All.Where(f => f.ResultDigest is not null && !harvest.UsedFiles.Contains(f.Path))
            .Select(f => f.Path)
            .ToList();
        await using var db = await databases.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        // Imports finish one after the other: two would otherwise meet in a new subject or a recording's key.
        await db.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock(hashtext('governance.import.finish'))", ct);
        var row = await db.Set<Import>().SingleAsync(i => i.Id == import.Id, ct);
        if (row.FinishedAt is not null)
            return false;
        await RefuseTakenAsync(db, import.DatasetId, recordings, ct);

        var actor = new Actor(run.StartedById, run.StartedBy, new HashSet<string>());
        var subjects = await SubjectsAsync(db, actor, recordings, harvest.Kind, ct);
        row.Report = ImportReports.Of(map, files, files.Unused + unused.Count, recordings);
        ledger.Append(
            db,
            actor,
            "import.finished",
            import.Id,
            new
            {
                dataset = import.DatasetId,
                run = run.Id,
                mapDigest = import.MapDigest,
                files = row.Report.Files,
                filesRefused = row.Report.FilesRefused,
                recordings = row.Report.Recordings,
                streams = row.Report.Streams,
                samples = row.Report.Samples,
                complete = row.Report.SamplesComplete,
            }
        );
        await db.SaveChangesAsync(ct);
        foreach (var paths in unused.Chunk(1_000))
            await db.Set<ImportedFile>()
                .Where(f => f.ImportId == import.Id && paths.Contains(f.Path))
                .ExecuteUpdateAsync(s => s.SetProperty(f => f.State, ImportedFileState.Unused), ct);

        var rows = new ImportRows(import, map, subjects);
        var provenance = new ImportProvenance(import, map, files, graph, actor, startedAt, run.Id);
        await work.Run.StageAsync(
            "naming samples",
            harvest.SampleCount,
            "samples",
            told => Name(recordings, rows, provenance, told),
            ct
        );
        await work.Run.StageAsync(
            "writing",
            rows.Count + provenance.Count,
            "rows",
            told => WriteAsync(db, rows, provenance, told, ct),
            ct
        );
        // Last, so that it says when the import was over.
        var finishedAt = time.GetUtcNow();
        await db.Set<Import>()
            .Where(i => i.Id == import.Id)
            .ExecuteUpdateAsync(set => set.SetProperty(i => i.FinishedAt, finishedAt), ct);
        await transaction.CommitAsync(ct);
        return true;
    }

    private static long Name(
        List<RecordingDraft> recordings,
        ImportRows rows,
        ImportProvenance provenance,
        RunCounter told
    )
    {
        foreach (var recording in recordings)
        {
            rows.Add(recording, told);
            provenance.Add(recording, rows, told);
        }
        return rows.Count;
    }

    private static async Task<long> WriteAsync(
        GovernanceDb db,
        ImportRows rows,
        ImportProvenance provenance,
        RunCounter told,
        CancellationToken ct
    ) =>
        await db.CopyAsync(told.Of(rows.Recordings), ct)
        + await db.CopyAsync(told.Of(rows.Streams), ct)
        + await db.CopyAsync(told.Of(rows.Samples), ct)
        + await db.CopyAsync(told.Of(rows.Parts), ct)
        + await db.CopyAsync(told.Of(provenance.Activities), ct)
        + await db.CopyAsync(told.Of(provenance.Derivations), ct);

    private static async Task RefuseTakenAsync(
        GovernanceDb db,
        Guid datasetId,
        List<RecordingDraft> recordings,
        CancellationToken ct
    )
    {
        foreach (var keys in recordings.Select(r => r.Key).Chunk(1_000))
            if (
                await db.Set<Recording>()
                    .Where(r => r.DatasetId == datasetId && keys.Contains(r.Key))
                    .Select(r => r.Key)
                    .FirstOrDefaultAsync(ct) is
                { } taken
            )
                throw new RunRefusedException(
                    $"Another import brought recording “{taken}” meanwhile. Start this one again: it will leave out what is there."
                );
    }

    private async Task<Dictionary<string, Guid>> SubjectsAsync(
        GovernanceDb db,
        Actor actor,
        List<RecordingDraft> recordings,
        SubjectKind kind,
        CancellationToken ct
    )
    {
        var wanted = recordings.Select(r => r.Subject).Distinct().Order(StringComparer.Ordinal).ToList();
        var known = new Dictionary<string, Guid>(StringComparer.Ordinal);
        foreach (var names in wanted.Chunk(1_000))
        foreach (
            var subject in await db.Set<Subject>()
                .AsNoTracking()
                .Where(s => names.Contains(s.Pseudonym))
                .ToListAsync(ct)
        )
            known[subject.Pseudonym] = subject.Id;
        foreach (var name in wanted.Where(n => !known.ContainsKey(n)))
        {
            var subject = new Subject
            {
                Pseudonym = name,
                Kind = kind,
                CreatedAt = time.GetUtcNow(),
            };
            db.Add(subject);
            ledger.Append(
                db,
                actor,
                "subject.created",
                subject.Id,
                new { kind },
                new PersonalFact("pseudonym", name, subject.Id)
            );
            known[name] = subject.Id;
        }
        return known;
    }
}

/// <summary>The rows of one import, with their ids.</summary>
internal sealed class ImportRows(Import import, ImportMap map, IReadOnlyDictionary<string, Guid> subjects)
{
    private readonly Dictionary<SampleDraft, Guid> _samples = [];
    private readonly Dictionary<StreamDraft, Guid> _streams = [];

    public List<Recording> Recordings { get; } = [];
    public List<RecordingStream> Streams { get; } = [];
    public List<Sample> Samples { get; } = [];
    public List<SamplePart> Parts { get; } = [];
    public long Count => Recordings.Count + Streams.Count + Samples.Count + (long)Parts.Count;

    public Guid IdOf(SampleDraft sample) => _samples[sample];

    public Guid IdOf(StreamDraft stream) => _streams[stream];

    public void Add(RecordingDraft draft, RunCounter told)
    {
        var recording = new Recording
        {
            DatasetId = import.DatasetId,
            ImportId = import.Id,
            SubjectId = subjects[draft.Subject],
            Key = draft.Key,
            FirstNs = draft.Streams.Min(s => s.FirstNs),
            LastNs = draft.Streams.Max(s => s.LastNs),
        };
        Recordings.Add(recording);
        var streams = new Dictionary<string, Guid>();
        foreach (var stream in draft.Streams)
        {
            var row = Stream(recording.Id, stream);
            Streams.Add(row);
            streams[row.Name] = _streams[stream] = row.Id;
        }
        foreach (var sample in told.Of(draft.Samples))
            Add(recording, sample, streams);
    }

    private static RecordingStream Stream(Guid recordingId, StreamDraft stream) =>
        new()
        {
            RecordingId = recordingId,
            Name = stream.Rule.Name,
            Modality = stream.Rule.Modality,
            Kind = stream.Rule.Modality == Modality.Sensor ? stream.Rule.Kind : StreamKind.Events,
            Channels = [.. stream.Rule.Channels.Select(c => new Channel(c.Name ?? c.Column, c.Unit))],
            Clock = stream.Clock,
            DataDigest = stream.DataDigest,
            PyramidDigest = stream.PyramidDigest,
            Rows = stream.Rows,
            FirstNs = stream.FirstNs,
            LastNs = stream.LastNs,
            PeriodNs = stream.PeriodNs,
            GapNs = stream.GapNs,
            Gaps = stream.Gaps,
            Duplicates = stream.Duplicates,
        };

    private void Add(Recording recording, SampleDraft draft, Dictionary<string, Guid> streams)
    {
        var reach = Reach.Of(draft.Anchor.Ns, map.Window, null);
        var sample = new Sample
        {
            DatasetId = import.DatasetId,
            RecordingId = recording.Id,
            ImportId = import.Id,
            SubjectId = recording.SubjectId,
            Key = draft.Anchor.Key,
            AnchorNs = draft.Anchor.Ns,
            FromNs = reach.FromNs,
            ToNs = reach.ToNs,
            Zone = map.Zone,
            Strata = draft.Anchor.Strata,
            Present = map.Streams.Where((_, i) => draft.Parts[i].Missing is null).Select(s => s.Modality).AsSet(),
            MissingParts = ImportReports.Missing(map, draft),
            MaxSyncErrorNs = draft.Parts.Max(p => p.SyncErrorNs),
        };
        Samples.Add(sample);
        _samples[draft] = sample.Id;
        for (var i = 0; i < draft.Parts.Length; i++)
        {
            var (part, rule) = (draft.Parts[i], map.Streams[i]);
            Parts.Add(
                new SamplePart
                {
                    SampleId = sample.Id,
                    Name = rule.Name,
                    Modality = rule.Modality,
                    StreamId = streams.TryGetValue(rule.Name, out var id) ? id : null,
                    Missing = part.Missing,
                    MissingDetail = part.Detail,
                    SyncErrorNs = part.SyncErrorNs,
                    Digest = part.Content?.Digest,
                    MediaType = part.Content?.MediaType,
                    Length = part.Content?.Length,
                    Width = part.Content?.Width,
                    Height = part.Content?.Height,
                    ThumbnailDigest = part.Content?.ThumbnailDigest,
                    Excerpt = part.Content?.Excerpt,
                    Rows = part.Rows,
                    Sparkline = part.Sparkline,
                }
            );
        }
    }
}

/// <summary>
/// The steps of one import: unpack (upload → files), normalise (file → image or text), harmonise (files → series), align
/// (contents → sample). A sample's edges name exactly what it holds.
/// </summary>
internal sealed class ImportProvenance
{
    private readonly Import _import;
    private readonly ImportMap _map;
    private readonly KnownFiles _files;
    private readonly Activity _unpack,
        _normalise,
        _align;
    private readonly Dictionary<string, Activity> _harmonise;
    private readonly HashSet<(Guid Step, string Output, string Input)> _drawn = [];

    public ImportProvenance(
        Import import,
        ImportMap map,
        KnownFiles files,
        ProvenanceGraph graph,
        Actor actor,
        DateTimeOffset startedAt,
        Guid runId
    )
    {
        (_import, _map, _files) = (import, map, files);
        Activity Step(string kind, object parameters) => graph.Begin(actor, kind, parameters, startedAt, runId);
        _unpack = Step("unpack", new { import = import.Id, source = import.Source });
        _normalise = Step(
            "normalise",
            new { map.Images, text = "UTF-8, NFC, line breaks \\n, control characters removed" }
        );
        _harmonise = map
            .Streams.Where(s => s.Modality == Modality.Sensor)
            .ToDictionary(s => s.Name, s => Step("harmonise", AsJson(s)));
        _align = Step(
            "align",
            new
            {
                import.MapDigest,
                map.Anchor,
                window = AsJson(map.Window),
                parts = map.Streams.Select(s => new
                {
                    s.Name,
                    tolerance = s.Tolerance?.Ns,
                    s.MinimumRows,
                    s.Optional,
                }),
            }
        );
        Activities = [_unpack, _normalise, .. _harmonise.Values, _align];
    }

    public List<Activity> Activities { get; }
    public List<Derivation> Derivations { get; } = [];
    public long Count => Activities.Count + (long)Derivations.Count;

    public void Add(RecordingDraft recording, ImportRows rows, RunCounter told)
    {
        var series = new Dictionary<string, (string Key, string Digest)>();
        foreach (var stream in recording.Streams.Where(s => s.DataDigest is not null))
        {
            var key = ThingKey.Stream(rows.IdOf(stream));
            var step = _harmonise[stream.Rule.Name];
            foreach (var file in stream.Files)
                Draw(step, key, stream.DataDigest, File(file), DigestOf(file));
            Draw(step, ThingKey.Blob(stream.PyramidDigest!), stream.PyramidDigest, key, stream.DataDigest);
            series[stream.Rule.Name] = (key, stream.DataDigest!);
        }
        foreach (var sample in recording.Samples)
        {
            told.Step(0);
            Add(sample, ThingKey.Sample(rows.IdOf(sample)), series);
        }
    }

    private void Add(SampleDraft sample, string key, Dictionary<string, (string Key, string Digest)> series)
    {
        Draw(_align, key, null, File(sample.Anchor.Place.File), DigestOf(sample.Anchor.Place.File));
        for (var i = 0; i < sample.Parts.Length; i++)
        {
            var part = sample.Parts[i];
            if (part.Missing is not null)
                continue;
            if (part.Content is { } content)
            {
                var item = ThingKey.Item(_import.Id, content.Place.File, content.Place.Row);
                Draw(_normalise, item, content.Digest, File(content.Place.File), DigestOf(content.Place.File));
                if (content.ThumbnailDigest is { } small)
                    Draw(_normalise, ThingKey.Blob(small), small, item, content.Digest);
                Draw(_align, key, null, item, content.Digest);
            }
            else if (series.TryGetValue(_map.Streams[i].Name, out var stream))
                Draw(_align, key, null, stream.Key, stream.Digest);
        }
    }

    private string? DigestOf(string path) => _files.Find(path)?.SourceDigest;

    private string File(string path)
    {
        var key = ThingKey.File(_import.Id, path);
        if (_import.Source == ImportSource.Folder)
            Draw(_unpack, key, DigestOf(path), null, null);
        else
            Draw(_unpack, key, DigestOf(path), ThingKey.Blob(_import.Location), _import.Location);
        return key;
    }

    private void Draw(Activity step, string output, string? outputDigest, string? input, string? inputDigest)
    {
        if (_drawn.Add((step.Id, output, input ?? "")))
            Derivations.Add(ProvenanceGraph.Derive(step, output, outputDigest, input, inputDigest));
    }

    /// <summary>As the map writes it, so that a step's parameters read like the map.</summary>
    private static JsonElement AsJson<T>(T value) => JsonSerializer.SerializeToElement(value, ImportMapReader.Options);
}
