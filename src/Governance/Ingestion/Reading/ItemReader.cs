using System.Security.Cryptography;
using Governance.Catalog;
using Governance.Platform;

namespace Governance.Ingestion;

/// <summary>Reads the images and texts of every recording, and the anchors among them.</summary>
internal sealed class ItemReader(ImportWork work, KnownFiles files, ImportDraft draft)
{
    // With and without fraction and offset; without an offset EXIF has no time zone.
    private const string ExifFormat =
        "yyyy:MM:dd HH:mm:ss|yyyy:MM:dd HH:mm:ss.FFFFFFF|yyyy:MM:dd HH:mm:sszzz|yyyy:MM:dd HH:mm:ss.FFFFFFFzzz";
    private static readonly Dictionary<string, Template> NoStrata = [];
    private readonly ImportMap _map = work.Map;
    private readonly RefusalLog _log = work.Log;
    private readonly HashSet<string> _keys = new(StringComparer.Ordinal);
    private long _read;

    public async Task RunAsync(CancellationToken ct)
    {
        foreach (var stream in _map.Streams)
        {
            var isAnchor = stream.Name == _map.Anchor;
            if (stream.Modality == Modality.Sensor && !isAnchor)
                continue;
            var found =
                stream.ListedBy is not null || stream.Modality == Modality.Sensor
                    ? await ListedAsync(stream, isAnchor, ct)
                    : await SingleAsync(stream, ct);
            foreach (var (recording, items) in found)
                Add(stream, isAnchor, recording, items, ct);
        }
    }

    /// <summary>Counts a row or file; the total is not known before all are read.</summary>
    private Task CountAsync(CancellationToken ct) =>
        work.Run.ProgressAsync(new ReadingTables(), ++_read, 0, "rows", ct);

    /// <summary>An item at its device time, with the strata of its row.</summary>
    private sealed record Found(Item Item, Dictionary<string, string>? Strata);

    private async Task<Dictionary<RecordingDraft, List<Found>>> ListedAsync(
        StreamRule stream,
        bool isAnchor,
        CancellationToken ct
    )
    {
        var found = new Dictionary<RecordingDraft, List<Found>>();
        var templates = (isAnchor ? _map.Strata.Values : [])
            .Concat(stream.ListedBy?.File is { } file ? [file] : [])
            .ToList();
        var text = stream.ListedBy?.Text;
        foreach (var (table, parts) in files.Matching(stream.ListedBy?.Table ?? stream.Path!, FileRole.Table))
        {
            draft.UsedFiles.Add(table.Path);
            var pass = new TablePass(work, stream, table, parts, templates, draft.Rows);
            await foreach (var row in pass.RowsAsync(text is null ? [] : [text], ct))
            {
                await CountAsync(ct);
                if (isAnchor)
                    draft.CountKnown(row.Recording);
                if (draft.RecordingFor(row.Recording, row.Fill, row.Refuse) is not { } recording)
                    continue;
                var strata = isAnchor ? ImportDraft.Strata(_map.Strata, row.Fill, row.Refuse) : null;
                if (isAnchor && strata is null)
                    continue;
                var item = await ItemAsync(stream, row, new SourceRow(table.Path, row.Row), ct);
                if (item is null)
                    continue;
                draft.Count();
                if (!found.TryGetValue(recording, out var list))
                    found[recording] = list = [];
                list.Add(new(item, strata));
            }
        }
        return found;
    }

    private async Task<Item?> ItemAsync(StreamRule stream, TablePass row, SourceRow source, CancellationToken ct)
    {
        if (stream.ListedBy is not { } listed)
            return new(source, row.DeviceNs, null, MissingReason.NotRecorded, "");
        if (listed.Text is { } column)
        {
            var text = TextNormaliser.FromText(row.Cell(column), source.File, work.Options.MaxTextCharacters);
            if (!text.Ok)
            {
                row.Refuse(text.Refusal);
                return new(source, row.DeviceNs, null, MissingReason.Unreadable, text.Refusal.What);
            }
            return text.Value.IsBlank
                ? new(
                    source,
                    row.DeviceNs,
                    null,
                    MissingReason.NotRecorded,
                    $"Column “{column}” is empty in row {source.Row} of “{source.File}”."
                )
                : new(source, row.DeviceNs, await KeepAsync(text.Value, source, ct), null, null);
        }
        var (content, missing, detail, known) = ListedFile(row.Fill(listed.File!), row, source);
        if (!stream.Time.Exif)
            return new(source, row.DeviceNs, content, missing, detail);
        // The time is in the file, so an item without its file is left out.
        return known is null ? null
            : ExifTime(stream, known, row.Refuse) is { } ns ? new(source, ns, content, missing, detail)
            : null;
    }

    private (ItemContent?, MissingReason?, string?, KnownFile?) ListedFile(
        string? named,
        TablePass row,
        SourceRow source
    )
    {
        if (named is null)
            return (null, MissingReason.NotRecorded, $"Row {source.Row} of “{source.File}” names no file.", null);
        var path = SafePath.Normal(named);
        var known = path.Ok ? files.Find(path.Value) : null;
        if (known is null)
        {
            var refusal = new ListedFileMissing(SafePath.ForShowing(named));
            _log.Add(refusal, source.File, source.Row);
            return (null, MissingReason.FileMissing, refusal.What, null);
        }
        draft.UsedFiles.Add(known.Path);
        return known.Content is { } content
            ? (content, null, null, known)
            : (
                null,
                MissingReason.Unreadable,
                known.Refused ?? $"“{known.Path}” was not read as an image or text.",
                known
            );
    }

    /// <summary>Files that no table lists: each is an item, with its time in the path or in the EXIF data.</summary>
    private async Task<Dictionary<RecordingDraft, List<Found>>> SingleAsync(StreamRule stream, CancellationToken ct)
    {
        var found = new Dictionary<RecordingDraft, List<Found>>();
        var reader = new TimeReader(stream.Time, _map.Zone);
        foreach (
            var (file, parts) in files.Matching(
                stream.Path!,
                stream.Modality == Modality.Image ? FileRole.Image : FileRole.Text
            )
        )
        {
            await CountAsync(ct);
            draft.UsedFiles.Add(file.Path);
            string? Fill(Template template) => template.Fill(parts, _ => null);
            void Refuse(Refusal refusal) => _log.Add(refusal, file.Path);
            Message? problem = null;
            var ns = stream.Time.Exif
                ? ExifTime(stream, file, Refuse)
                : reader.Read(parts[stream.Time.Part!], out problem);
            if (problem is not null)
                Refuse(new TimeUnreadable(problem));
            if (ns is null || Fill(_map.Recordings.Key) is not { } key)
                continue;
            if (stream.Name == _map.Anchor)
                draft.CountKnown(key);
            if (draft.RecordingFor(key, Fill, Refuse) is not { } recording)
                continue;
            if (ImportDraft.Strata(stream.Name == _map.Anchor ? _map.Strata : NoStrata, Fill, Refuse) is not { } strata)
                continue;
            draft.Count();
            if (!found.TryGetValue(recording, out var list))
                found[recording] = list = [];
            list.Add(new(new(new SourceRow(file.Path, 0), ns.Value, file.Content, null, null), strata));
        }
        return found;
    }

    private long? ExifTime(StreamRule stream, KnownFile file, Action<Refusal> refuse)
    {
        var reader = new TimeReader(stream.Time with { Format = ExifFormat }, _map.Zone);
        if (file.TakenAt is null)
        {
            refuse(new ExifTimeMissing(file.Path));
            return null;
        }
        var ns = reader.Read(file.TakenAt, out var problem);
        if (problem is not null)
            refuse(new TimeUnreadable(problem));
        return ns;
    }

    /// <summary>Corrects the clock, adds the stream, and makes a sample of each item of the anchor.</summary>
    private void Add(
        StreamRule stream,
        bool isAnchor,
        RecordingDraft recording,
        List<Found> found,
        CancellationToken ct
    )
    {
        var clock = ClockMath.ClockOf(stream.Clock);
        var first = found.Min(f => f.Item.Ns);
        var corrected = new List<Found>();
        foreach (var one in found)
        {
            ct.ThrowIfCancellationRequested();
            if (ClockMath.ToReference(one.Item.Ns, first, clock) is { } ns)
                corrected.Add(one with { Item = one.Item with { Ns = ns } });
            else
                _log.Add(new ClockImpossible(stream.Name), one.Item.Row.File, one.Item.Row.Row);
        }
        if (corrected.Count == 0)
            return;
        if (stream.Modality != Modality.Sensor)
        {
            var items = new ItemSeries(corrected.Select(f => f.Item), clock);
            recording.Items[stream.Name] = items;
            recording.Streams.Add(
                new(
                    stream,
                    clock,
                    null,
                    null,
                    items.Items.Count,
                    items.Items[0].Ns,
                    items.Items[^1].Ns,
                    null,
                    null,
                    0,
                    0,
                    [.. items.Items.Select(i => i.Row.File).Distinct().Order(StringComparer.Ordinal)]
                )
            );
        }
        if (!isAnchor)
            return;
        foreach (
            var one in corrected
                .OrderBy(f => f.Item.Ns)
                .ThenBy(f => f.Item.Row.File, StringComparer.Ordinal)
                .ThenBy(f => f.Item.Row.Row)
        )
        {
            ct.ThrowIfCancellationRequested();
            if (KeyOf(recording.Key, one.Item.Row) is not { } key)
                continue;
            var strata = new Dictionary<string, string>(recording.Attributes);
            foreach (var (name, value) in one.Strata!)
                strata[name] = value;
            recording.Samples.Add(
                new(new(key, one.Item.Row, one.Item.Ns, strata), new AlignedPart[_map.Streams.Count])
            );
        }
    }

    /// <summary>Key of a sample: <c>001/food.csv#3</c>, with the whole path when two files of a recording have the same name.</summary>
    private string? KeyOf(string recording, SourceRow source)
    {
        var row = source.Row > 0 ? $"#{source.Row}" : "";
        var key = $"{recording}/{source.File[(source.File.LastIndexOf('/') + 1)..]}{row}";
        if (!_keys.Add(key))
            _keys.Add(key = $"{recording}/{source.File}{row}");
        if (key.Length <= 400)
            return key;
        _log.Add(new NameTooLong("sample's key", 400), source.File, source.Row);
        return null;
    }

    /// <summary>Stores a text unless it is stored already: texts are short and often repeat.</summary>
    private async Task<ItemContent> KeepAsync(NormalText text, SourceRow source, CancellationToken ct)
    {
        var bytes = text.Bytes;
        var digest = Convert.ToHexStringLower(SHA256.HashData(bytes));
        draft.Stored.Add(digest);
        if (!await work.Blobs.TouchAsync(digest, ct))
            await work.Blobs.PutAsync(new MemoryStream(bytes), long.MaxValue, ct);
        return new(digest, "text/plain; charset=utf-8", bytes.Length, null, null, null, text.Excerpt, source);
    }
}
