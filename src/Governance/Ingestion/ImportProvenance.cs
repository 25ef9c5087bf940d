using System.Text.Json;
using Governance.Consent;
using Governance.Platform;
using Governance.Platform.Runs;
using Governance.Provenance;

namespace Governance.Ingestion;

/// <summary>
/// The steps of one import: unpack (upload → files), normalise (file → image or text), harmonise (files → series), align
/// (contents → sample). The edges of a sample name exactly its contents.
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
        Guid runId,
        IReadOnlyList<LeftOutReport> leftOut
    )
    {
        (_import, _map, _files) = (import, map, files);
        Activity Step(string kind, object parameters) => graph.Begin(actor, kind, parameters, startedAt, runId);
        _unpack = Step(
            "unpack",
            leftOut.Count == 0
                ? new { import = import.Id, source = import.Source }
                : new
                {
                    import = import.Id,
                    source = import.Source,
                    leftOut,
                }
        );
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

    public void Add(RecordingDraft recording, ImportRows rows, RunCounter counter)
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
            counter.Step(0);
            Add(sample, ThingKey.Sample(rows.IdOf(sample)), series);
        }
    }

    private void Add(SampleDraft sample, string key, Dictionary<string, (string Key, string Digest)> series)
    {
        Draw(_align, key, null, File(sample.Anchor.Row.File), DigestOf(sample.Anchor.Row.File));
        for (var i = 0; i < sample.Parts.Length; i++)
        {
            var part = sample.Parts[i];
            if (part.Missing is not null)
                continue;
            if (part.Content is { } content)
            {
                var item = ThingKey.Item(_import.Id, content.Row.File, content.Row.Row);
                Draw(_normalise, item, content.Digest, File(content.Row.File), DigestOf(content.Row.File));
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

    /// <summary>The JSON form of the map, so that the parameters of a step read like the map.</summary>
    private static JsonElement AsJson<T>(T value) => JsonSerializer.SerializeToElement(value, ImportMapReader.Options);
}
