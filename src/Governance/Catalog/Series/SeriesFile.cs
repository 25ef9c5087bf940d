using ParquetSharp;
using ParquetSharp.Schema;

namespace Governance.Catalog;

/// <summary>
/// A stream's rows as Parquet: <c>time_ns</c> (INT64, TIMESTAMP(NANOS, UTC), delta-packed) and one DOUBLE column for each
/// channel (byte-stream-split), zstd, 65,536 rows in a group. Nothing in the file depends on when or where it was
/// written, so the same rows give the same bytes.
/// </summary>
public static class SeriesFile
{
    /// <summary>Rows of a row group; the last one may have fewer.</summary>
    public const int RowsInGroup = 65_536;

    /// <summary>Name of the first column: reference time in nanoseconds since the Unix epoch.</summary>
    public const string TimeColumn = "time_ns";

    /// <summary>Writes all rows; <paramref name="output"/> stays open.</summary>
    /// <param name="told">Called with the number of rows written since the last call; may throw to stop.</param>
    /// <exception cref="ArgumentException">Times descend, or a channel does not have one value for each time.</exception>
    public static void Write(Stream output, IReadOnlyList<string> channels, SeriesRows rows, Action<long>? told = null)
    {
        if (channels.Count != rows.Values.Length || rows.Values.Any(v => v.Length != rows.Count))
            throw new ArgumentException("Every channel needs one value for each time.", nameof(rows));
        for (var i = 1; i < rows.Count; i++)
            if (rows.TimesNs[i] < rows.TimesNs[i - 1])
                throw new ArgumentException("Times must ascend.", nameof(rows));

        using var schema = Schema(channels);
        using var properties = Properties(channels);
        using var file = new ParquetFileWriter(output, schema, properties, null, leaveOpen: true);
        for (var from = 0; from < rows.Count; from += RowsInGroup)
        {
            var count = Math.Min(RowsInGroup, rows.Count - from);
            using var group = file.AppendRowGroup();
            using (var times = (ColumnWriter<long>)group.NextColumn())
                times.WriteBatch(rows.TimesNs.AsSpan(from, count));
            foreach (var channel in rows.Values)
            {
                using var values = (ColumnWriter<double>)group.NextColumn();
                values.WriteBatch(channel.AsSpan(from, count));
            }
            told?.Invoke(count);
        }
        file.Close();
    }

    /// <summary>Reads the rows with from ≤ time ≤ to, from the row groups that can hold such rows.</summary>
    public static SeriesRows Read(Stream content, long fromNs, long toNs)
    {
        using var file = new ParquetFileReader(content, leaveOpen: true);
        var channels = file.FileMetaData.NumColumns - 1;
        var times = new List<long>();
        var values = Enumerable.Range(0, channels).Select(_ => new List<double>()).ToArray();
        for (var g = 0; g < file.FileMetaData.NumRowGroups; g++)
        {
            using var group = file.RowGroup(g);
            using var chunk = group.MetaData.GetColumnChunkMetaData(0);
            using var statistics = chunk.Statistics as Statistics<long>;
            if (statistics is not null && (statistics.Max < fromNs || statistics.Min > toNs))
                continue;
            var count = checked((int)group.MetaData.NumRows);
            var all = ReadColumn<long>(group, 0, count);
            var first = LowerBound(all, fromNs);
            var end = toNs == long.MaxValue ? count : LowerBound(all, toNs + 1);
            if (end <= first)
                continue;
            times.AddRange(all.AsSpan(first, end - first));
            for (var c = 0; c < channels; c++)
                values[c].AddRange(ReadColumn<double>(group, c + 1, count).AsSpan(first, end - first));
        }
        return new([.. times], [.. values.Select(v => v.ToArray())]);
    }

    /// <summary>Index of the first time that is not before <paramref name="ns"/>.</summary>
    public static int LowerBound(ReadOnlySpan<long> ascending, long ns)
    {
        var (low, high) = (0, ascending.Length);
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (ascending[middle] < ns)
                low = middle + 1;
            else
                high = middle;
        }
        return low;
    }

    private static T[] ReadColumn<T>(RowGroupReader group, int index, int count)
        where T : unmanaged
    {
        var values = new T[count];
        using var column = (ColumnReader<T>)group.Column(index);
        for (var read = 0; read < count; )
        {
            column.ReadBatch(count - read, values.AsSpan(read), out var got);
            if (got == 0)
                throw new InvalidDataException("The series file ends before its last row.");
            read += (int)got;
        }
        return values;
    }

    private static GroupNode Schema(IReadOnlyList<string> channels)
    {
        Node[] columns =
        [
            new PrimitiveNode(
                TimeColumn,
                Repetition.Required,
                LogicalType.Timestamp(true, TimeUnit.Nanos),
                PhysicalType.Int64
            ),
            .. channels.Select(c => new PrimitiveNode(c, Repetition.Required, LogicalType.None(), PhysicalType.Double)),
        ];
        return new GroupNode("series", Repetition.Required, columns);
    }

    private static WriterProperties Properties(IReadOnlyList<string> channels)
    {
        using var builder = new WriterPropertiesBuilder();
        builder
            .CreatedBy("governance")
            .Compression(Compression.Zstd)
            .CompressionLevel(3)
            .DisableDictionary()
            .Encoding(TimeColumn, Encoding.DeltaBinaryPacked);
        foreach (var channel in channels)
            builder.Encoding(channel, Encoding.ByteStreamSplit);
        return builder.Build();
    }
}
