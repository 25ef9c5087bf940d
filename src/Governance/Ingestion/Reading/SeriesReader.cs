using System.Globalization;
using Governance.Catalog;
using Governance.Platform;
using Governance.Platform.Blobs;
using Governance.Platform.Runs;

namespace Governance.Ingestion;

/// <summary>
/// Reads the sensor streams one recording at a time, stores each as Parquet with its pyramid, and aligns its part of every
/// sample while the rows are in memory.
/// </summary>
internal sealed class SeriesReader(ImportWork work, KnownFiles files, ImportDraft draft)
{
    /// <summary>Rows from which on writing a series is a stage of its own; shorter ones are written too quickly to report it.</summary>
    private const int LongSeries = 1_000_000;

    private readonly ImportMap _map = work.Map;
    private readonly RefusalLog _log = work.Log;
    private long _read;

    public async Task RunAsync(CancellationToken ct)
    {
        foreach (var stream in _map.Streams.Where(s => s.Modality == Modality.Sensor))
        {
            var tables = files.Matching(stream.Path!, FileRole.Table).ToList();
            // With the key in a cell a file can contain any recording; otherwise its path names the recording.
            var perRow = _map.Recordings.Key.Columns.Any();
            foreach (var group in tables.GroupBy(t => perRow ? "" : _map.Recordings.Key.Fill(t.Parts, _ => null)))
                await GroupAsync(stream, [.. group], ct);
        }
    }

    private async Task GroupAsync(
        StreamRule stream,
        List<(KnownFile File, IReadOnlyDictionary<string, string> Parts)> tables,
        CancellationToken ct
    )
    {
        var buffers = new Dictionary<RecordingDraft, (SeriesBuffer Rows, SortedSet<string> Files)>();
        foreach (var (file, parts) in tables)
        {
            draft.UsedFiles.Add(file.Path);
            await ReadAsync(stream, file, parts, buffers, ct);
        }
        foreach (var (recording, (rows, from)) in buffers.OrderBy(b => b.Key.Key, StringComparer.Ordinal))
        {
            if (rows.Finish(_log, ct) is not { } series)
                _log.Add(new ClockImpossible(stream.Name), from.Min);
            else if (series.Rows.Count > 0)
                await KeepAsync(stream, recording, series, [.. from], ct);
        }
    }

    private async Task ReadAsync(
        StreamRule stream,
        KnownFile file,
        IReadOnlyDictionary<string, string> parts,
        Dictionary<RecordingDraft, (SeriesBuffer Rows, SortedSet<string> Files)> buffers,
        CancellationToken ct
    )
    {
        var cells = new ChannelCells(stream);
        var pass = new TablePass(work, stream, file, parts, [], draft.Rows);
        (string Key, RecordingDraft? Recording, SeriesBuffer? Rows) last = ("", null, null);
        var total = buffers.Values.Sum(b => (long)b.Rows.Count) * (1 + stream.Channels.Count);
        await foreach (var row in pass.RowsAsync(stream.Channels.Select(c => c.Column), ct))
        {
            await work.Run.ProgressAsync(new ReadingSeries(), ++_read, 0, "rows", ct);
            if (!ReferenceEquals(row.Recording, last.Key) || last.Recording is null)
            {
                var recording = draft.RecordingFor(row.Recording, row.Fill, row.Refuse);
                last = (
                    row.Recording,
                    recording,
                    recording is null ? null : BufferOf(recording, stream, file, buffers)
                );
            }
            if (last.Rows is null || !cells.Read(row))
                continue;
            if ((total += 1 + cells.Values.Length) > work.Options.MaxStreamValues)
                throw new RunRefusedException(new StreamTooLong(stream.Name, work.Options.MaxStreamValues));
            last.Rows.Add(row.DeviceNs, cells.Values, file.Path, row.Row);
        }
    }

    private static SeriesBuffer BufferOf(
        RecordingDraft recording,
        StreamRule stream,
        KnownFile file,
        Dictionary<RecordingDraft, (SeriesBuffer Rows, SortedSet<string> Files)> buffers
    )
    {
        if (!buffers.TryGetValue(recording, out var buffer))
            buffers[recording] = buffer = (new(stream), new(StringComparer.Ordinal));
        buffer.Files.Add(file.Path);
        return buffer.Rows;
    }

    private async Task KeepAsync(
        StreamRule stream,
        RecordingDraft recording,
        HarmonisedSeries series,
        List<string> from,
        CancellationToken ct
    )
    {
        var (data, pyramid) =
            series.Rows.Count < LongSeries
                ? await WriteAsync(stream, series.Rows, new RunCounter(ct), ct)
                : await work.Run.StageAsync(
                    new WritingSeries(),
                    2L * series.Rows.Count,
                    "rows",
                    counter => WriteAsync(stream, series.Rows, counter, ct),
                    ct
                );
        recording.Streams.Add(
            new(
                stream,
                series.Clock,
                data.Digest,
                pyramid.Digest,
                series.Rows.Count,
                series.Rows.TimesNs[0],
                series.Rows.TimesNs[^1],
                series.PeriodNs,
                series.GapNs,
                series.Gaps,
                series.Duplicates,
                from
            )
        );
        var place = _map.Streams.ToList().IndexOf(stream);
        foreach (var sample in recording.Samples)
        {
            ct.ThrowIfCancellationRequested();
            sample.Parts[place] = Aligner.OfSeries(
                stream,
                Reach.Of(sample.Anchor.Ns, stream.Window ?? _map.Window, stream.Tolerance),
                series
            );
        }
    }

    private async Task<(StoredBlob Data, StoredBlob Pyramid)> WriteAsync(
        StreamRule stream,
        SeriesRows rows,
        RunCounter counter,
        CancellationToken ct
    )
    {
        var names = stream.Channels.Select(c => c.Name ?? c.Column).ToList();
        return (
            await PutAsync(output => SeriesFile.Write(output, names, rows, counter.Step), ct),
            await PutAsync(output => Pyramid.Write(output, rows, counter.Step), ct)
        );
    }

    private async Task<StoredBlob> PutAsync(Action<Stream> write, CancellationToken ct)
    {
        await using var file = work.Tools.Scratch.CreateFile();
        write(file);
        file.Position = 0;
        var stored = await work.Blobs.PutAsync(file, long.MaxValue, ct);
        draft.Stored.Add(stored.Digest);
        return stored;
    }

    /// <summary>Reads the channels of one row by the stream's rules for numbers and missing values.</summary>
    private sealed class ChannelCells(StreamRule stream)
    {
        private static readonly NumberFormatInfo Point = CultureInfo.InvariantCulture.NumberFormat;
        private static readonly NumberFormatInfo Comma = new()
        {
            NumberDecimalSeparator = ",",
            NumberGroupSeparator = " ",
        };

        public double[] Values { get; } = new double[stream.Channels.Count];

        /// <summary>False when the row is left out: refused, skipped, or without any value at all.</summary>
        public bool Read(TablePass row)
        {
            var any = false;
            for (var c = 0; c < Values.Length; c++)
            {
                var channel = stream.Channels[c];
                var cell = row.Table.Span(row.Column(channel.Column)).Trim();
                if (IsMissing(cell))
                {
                    if (stream.Missing.Policy == MissingPolicy.Refuse)
                        row.Refuse(new ValueMissing(channel.Column));
                    if (stream.Missing.Policy != MissingPolicy.KeepGap)
                        return false;
                    Values[c] = double.NaN;
                }
                else if (
                    double.TryParse(
                        cell,
                        NumberStyles.Float,
                        channel.DecimalSeparator == "," ? Comma : Point,
                        out var value
                    ) && double.IsFinite(value)
                )
                {
                    (Values[c], any) = (value, true);
                }
                else
                {
                    row.Refuse(new ValueUnreadable(channel.Column, TextRule.Shown(cell.ToString(), 40)));
                    return false;
                }
            }
            // A row without any value is left out, so that it counts as a gap.
            return any;
        }

        private bool IsMissing(ReadOnlySpan<char> cell)
        {
            if (cell.IsEmpty)
                return true;
            foreach (var token in stream.Missing.Tokens)
                if (cell.SequenceEqual(token))
                    return true;
            return false;
        }
    }
}
