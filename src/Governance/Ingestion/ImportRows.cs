using Governance.Catalog;
using Governance.Consent;
using Governance.Platform.Runs;

namespace Governance.Ingestion;

/// <summary>The database rows of one import, with their ids.</summary>
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

    public void Add(RecordingDraft draft, RunCounter counter)
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
        foreach (var sample in counter.Of(draft.Samples))
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
