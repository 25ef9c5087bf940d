using System.Buffers.Binary;

namespace Governance.Catalog;

/// <summary>
/// Minimum and maximum of a stream at every zoom level, so that a chart of a year reads a few kilobytes and hides no spike.
/// </summary>
/// <remarks>
/// Little-endian. Header: "GPYR", u16 version = 1, u16 channels, u16 levels, u16 factor = 4, i64 baseNs, i64 rows.
/// Level table, finest first: i64 bucketNs, i32 buckets, i64 offset. Then the levels: contiguous buckets of equal width from
/// baseNs, each i64 firstNs, i64 lastNs (of its rows), u32 rows, and for every channel f64 min, f64 max (NaN = no value).
/// A bucket of level k + 1 covers four of level k; the coarsest level has at most 512.
/// </remarks>
public static class Pyramid
{
    /// <summary>Buckets of a level for each bucket of the next coarser level.</summary>
    public const int Factor = 4;

    /// <summary>The largest number of buckets of the coarsest level.</summary>
    public const int CoarsestBuckets = 512;
    private const int RowsPerBucket = 8;
    private const int StepRows = 65_536;
    private const int HeaderBytes = 28;
    private const int LevelBytes = 20;
    private static ReadOnlySpan<byte> Magic => "GPYR"u8;

    /// <summary>A zoom level of a pyramid.</summary>
    /// <param name="BucketNs">Width of a bucket in nanoseconds.</param>
    /// <param name="Offset">Position of its first bucket in the content, in bytes.</param>
    public sealed record Level(long BucketNs, int Buckets, long Offset);

    /// <summary>The header of a pyramid.</summary>
    /// <param name="BaseNs">Start of the first bucket, in nanoseconds since the Unix epoch.</param>
    /// <param name="Rows">Rows of the stream.</param>
    /// <param name="Levels">From the finest to the coarsest; empty for an empty stream.</param>
    public sealed record Header(int Channels, long BaseNs, long Rows, IReadOnlyList<Level> Levels);

    /// <summary>A summary of the rows in one bucket.</summary>
    /// <param name="channels">Channels of the stream.</param>
    public sealed class Bucket(int channels)
    {
        /// <summary>Time of its first row, in nanoseconds since the Unix epoch; 0 without rows.</summary>
        public long FirstNs { get; set; }

        /// <summary>Time of its last row; 0 without rows.</summary>
        public long LastNs { get; set; }

        /// <summary>Number of rows.</summary>
        public uint Rows { get; set; }

        /// <summary>Minimum by channel; NaN = no value.</summary>
        public double[] Min { get; } = Enumerable.Repeat(double.NaN, channels).ToArray();

        /// <summary>Maximum by channel; NaN = no value.</summary>
        public double[] Max { get; } = Enumerable.Repeat(double.NaN, channels).ToArray();
    }

    /// <summary>Writes the pyramid of rows in ascending order of time. An empty stream has no levels.</summary>
    /// <param name="told">Called with the number of rows since the last call (0 for coarser levels); may throw to stop.</param>
    public static void Write(Stream output, SeriesRows rows, Action<long>? told = null)
    {
        // Only two levels are in memory at a time: each is written before the next coarser one is made from it.
        var zoom = rows.Count > 0 ? Zoom.Finest(rows, told) : null;
        WriteHeader(output, rows, zoom);
        for (; zoom is not null; zoom = zoom.Shape.IsCoarsest ? null : zoom.Coarser())
        {
            told?.Invoke(0);
            zoom.Write(output, told);
        }
    }

    /// <summary>Reads the header from the start of the content.</summary>
    /// <exception cref="InvalidDataException">The content is not a pyramid of version 1.</exception>
    public static async Task<Header> ReadHeaderAsync(Stream content, CancellationToken ct)
    {
        var head = new byte[HeaderBytes];
        content.Position = 0;
        await content.ReadExactlyAsync(head, ct);
        if (!head.AsSpan(0, 4).SequenceEqual(Magic) || BinaryPrimitives.ReadUInt16LittleEndian(head.AsSpan(4)) != 1)
            throw new InvalidDataException("The content is not a pyramid of version 1.");
        var levels = new Level[BinaryPrimitives.ReadUInt16LittleEndian(head.AsSpan(8))];
        var table = new byte[levels.Length * LevelBytes];
        await content.ReadExactlyAsync(table, ct);
        for (var i = 0; i < levels.Length; i++)
        {
            var row = table.AsSpan(i * LevelBytes);
            levels[i] = new(
                BinaryPrimitives.ReadInt64LittleEndian(row),
                BinaryPrimitives.ReadInt32LittleEndian(row[8..]),
                BinaryPrimitives.ReadInt64LittleEndian(row[12..])
            );
        }
        return new(
            BinaryPrimitives.ReadUInt16LittleEndian(head.AsSpan(6)),
            BinaryPrimitives.ReadInt64LittleEndian(head.AsSpan(12)),
            BinaryPrimitives.ReadInt64LittleEndian(head.AsSpan(20)),
            levels
        );
    }

    /// <summary>Reads the buckets [first, first + count) of a level, and no other bytes.</summary>
    public static async Task<Bucket[]> ReadAsync(
        Stream content,
        Header header,
        Level level,
        int first,
        int count,
        CancellationToken ct
    )
    {
        var size = BucketBytes(header.Channels);
        var bytes = new byte[checked(count * size)];
        content.Position = level.Offset + (long)first * size;
        await content.ReadExactlyAsync(bytes, ct);
        var buckets = new Bucket[count];
        for (var i = 0; i < count; i++)
            buckets[i] = ReadBucket(bytes.AsSpan(i * size, size), header.Channels);
        return buckets;
    }

    /// <summary>The index of the first bucket of a level that overlaps [from, to], and how many do; count 0 when none does.</summary>
    public static (int First, int Count) Covering(Header header, Level level, long fromNs, long toNs)
    {
        var lastNs = header.BaseNs + (Int128)level.BucketNs * level.Buckets - 1;
        if (toNs < header.BaseNs || fromNs > lastNs)
            return (0, 0);
        var first = (int)(((Int128)Math.Max(fromNs, header.BaseNs) - header.BaseNs) / level.BucketNs);
        var last = (int)((Int128.Min(toNs, lastNs) - header.BaseNs) / level.BucketNs);
        return (first, last - first + 1);
    }

    private static int BucketBytes(int channels) => 20 + channels * 16;

    private static void WriteHeader(Stream output, SeriesRows rows, Zoom? finest)
    {
        var levels = new List<Shape>();
        for (var shape = finest?.Shape; shape is { } level; shape = level.IsCoarsest ? null : level.Coarser())
            levels.Add(level);

        var channels = rows.Values.Length;
        var head = new byte[HeaderBytes + levels.Count * LevelBytes];
        Magic.CopyTo(head);
        BinaryPrimitives.WriteUInt16LittleEndian(head.AsSpan(4), 1);
        BinaryPrimitives.WriteUInt16LittleEndian(head.AsSpan(6), (ushort)channels);
        BinaryPrimitives.WriteUInt16LittleEndian(head.AsSpan(8), (ushort)levels.Count);
        BinaryPrimitives.WriteUInt16LittleEndian(head.AsSpan(10), Factor);
        BinaryPrimitives.WriteInt64LittleEndian(head.AsSpan(12), rows.Count == 0 ? 0 : rows.TimesNs[0]);
        BinaryPrimitives.WriteInt64LittleEndian(head.AsSpan(20), rows.Count);
        long offset = head.Length;
        for (var i = 0; i < levels.Count; i++)
        {
            var row = head.AsSpan(HeaderBytes + i * LevelBytes);
            BinaryPrimitives.WriteInt64LittleEndian(row, levels[i].BucketNs);
            BinaryPrimitives.WriteInt32LittleEndian(row[8..], levels[i].Buckets);
            BinaryPrimitives.WriteInt64LittleEndian(row[12..], offset);
            offset += (long)levels[i].Buckets * BucketBytes(channels);
        }
        output.Write(head);
    }

    private static Bucket ReadBucket(ReadOnlySpan<byte> from, int channels)
    {
        var bucket = new Bucket(channels)
        {
            FirstNs = BinaryPrimitives.ReadInt64LittleEndian(from),
            LastNs = BinaryPrimitives.ReadInt64LittleEndian(from[8..]),
            Rows = BinaryPrimitives.ReadUInt32LittleEndian(from[16..]),
        };
        for (var c = 0; c < channels; c++)
        {
            bucket.Min[c] = BinaryPrimitives.ReadDoubleLittleEndian(from[(20 + c * 16)..]);
            bucket.Max[c] = BinaryPrimitives.ReadDoubleLittleEndian(from[(28 + c * 16)..]);
        }
        return bucket;
    }

    private readonly record struct Shape(long BucketNs, int Buckets)
    {
        public bool IsCoarsest => Buckets <= CoarsestBuckets;

        public Shape Coarser() => new(checked(BucketNs * Factor), (Buckets + Factor - 1) / Factor);
    }

    /// <summary>A level in memory; extremes are stored by bucket, then by channel.</summary>
    private sealed class Zoom
    {
        private readonly int _channels;
        private readonly long[] _firstNs,
            _lastNs;
        private readonly uint[] _rows;
        private readonly double[] _min,
            _max;

        private Zoom(Shape shape, int channels)
        {
            (Shape, _channels) = (shape, channels);
            var count = shape.Buckets;
            (_firstNs, _lastNs, _rows) = (new long[count], new long[count], new uint[count]);
            (_min, _max) = (new double[checked(count * channels)], new double[checked(count * channels)]);
            Array.Fill(_min, double.NaN);
            Array.Fill(_max, double.NaN);
        }

        public Shape Shape { get; }

        public static Zoom Finest(SeriesRows rows, Action<long>? told)
        {
            var span = (Int128)rows.TimesNs[^1] - rows.TimesNs[0] + 1;
            var wanted = Math.Max(1, rows.Count / RowsPerBucket);
            var bucketNs = (long)Int128.Min((span + wanted - 1) / wanted, long.MaxValue);
            var zoom = new Zoom(new(bucketNs, (int)((span + bucketNs - 1) / bucketNs)), rows.Values.Length);
            for (var i = 0; i < rows.Count; i++)
            {
                if (i > 0 && i % StepRows == 0)
                    told?.Invoke(StepRows);
                var t = rows.TimesNs[i];
                var at = (int)(((Int128)t - rows.TimesNs[0]) / bucketNs);
                zoom.Take(at, t, t, 1);
                for (var c = 0; c < rows.Values.Length; c++)
                    zoom.Take(at, c, rows.Values[c][i], rows.Values[c][i]);
            }
            told?.Invoke((rows.Count - 1) % StepRows + 1);
            return zoom;
        }

        public Zoom Coarser()
        {
            var coarser = new Zoom(Shape.Coarser(), _channels);
            for (var i = 0; i < Shape.Buckets; i++)
            {
                coarser.Take(i / Factor, _firstNs[i], _lastNs[i], _rows[i]);
                for (var c = 0; c < _channels; c++)
                    coarser.Take(i / Factor, c, _min[i * _channels + c], _max[i * _channels + c]);
            }
            return coarser;
        }

        public void Write(Stream output, Action<long>? told)
        {
            var bytes = new byte[BucketBytes(_channels)];
            for (var i = 0; i < Shape.Buckets; i++)
            {
                if (i % StepRows == 0)
                    told?.Invoke(0);
                BinaryPrimitives.WriteInt64LittleEndian(bytes, _firstNs[i]);
                BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(8), _lastNs[i]);
                BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(16), _rows[i]);
                for (var c = 0; c < _channels; c++)
                {
                    BinaryPrimitives.WriteDoubleLittleEndian(bytes.AsSpan(20 + c * 16), _min[i * _channels + c]);
                    BinaryPrimitives.WriteDoubleLittleEndian(bytes.AsSpan(28 + c * 16), _max[i * _channels + c]);
                }
                output.Write(bytes);
            }
        }

        private void Take(int bucket, long firstNs, long lastNs, uint rows)
        {
            if (rows == 0)
                return;
            if (_rows[bucket] == 0)
                _firstNs[bucket] = firstNs;
            _lastNs[bucket] = lastNs;
            _rows[bucket] += rows;
        }

        private void Take(int bucket, int channel, double min, double max)
        {
            // Comparisons with NaN are false, so the negation also accepts the first value of a bucket.
            var at = bucket * _channels + channel;
            if (!double.IsNaN(min) && !(_min[at] <= min))
                _min[at] = min;
            if (!double.IsNaN(max) && !(_max[at] >= max))
                _max[at] = max;
        }
    }
}
