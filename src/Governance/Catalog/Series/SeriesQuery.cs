using Governance.Platform.Blobs;

namespace Governance.Catalog;

/// <summary>
/// Reads a stretch of a stream for a chart: the rows when they are few enough, otherwise the finest level of the pyramid with
/// few enough buckets. Every minimum and maximum inside the stretch is included; the first and the last bucket may also
/// include values just outside it.
/// </summary>
public sealed class SeriesQuery(IBlobStore blobs)
{
    /// <summary>The largest number of rows or buckets in a stretch, without the entries that mark gaps.</summary>
    public const int MaxPoints = 4_000;

    /// <summary>Reads the rows or the buckets from the first to the last instant.</summary>
    /// <param name="stream">A sensor stream, with its digests.</param>
    /// <param name="fromNs">First instant, inclusive.</param>
    /// <param name="toNs">Last instant, inclusive.</param>
    /// <param name="points">The largest number of rows or buckets, clamped to 16 … <see cref="MaxPoints"/>.</param>
    /// <exception cref="ArgumentException">The stream has no sensor data.</exception>
    /// <exception cref="BlobMissingException">Its content was erased.</exception>
    public async Task<SeriesStretch> ReadAsync(
        RecordingStream stream,
        long fromNs,
        long toNs,
        int points,
        CancellationToken ct
    )
    {
        if (stream.DataDigest is null || stream.PyramidDigest is null)
            throw new ArgumentException("Images and texts have no series.", nameof(stream));
        points = Math.Clamp(points, 16, MaxPoints);
        await using var pyramid = await blobs.OpenReadAsync(stream.PyramidDigest, ct);
        var header = await Pyramid.ReadHeaderAsync(pyramid, ct);
        var drawing = new Drawing(stream, Math.Max(fromNs, stream.FirstNs));
        if (header.Levels.Count == 0 || toNs < fromNs)
            return drawing.Finish(0, 0);

        if (await FewEnoughAsync(pyramid, header, fromNs, toNs, points, ct))
        {
            await using var data = await blobs.OpenReadAsync(stream.DataDigest, ct);
            return drawing.OfRows(SeriesFile.Read(data, fromNs, toNs));
        }
        var chosen = 0;
        while (
            chosen < header.Levels.Count - 1
            && Pyramid.Covering(header, header.Levels[chosen], fromNs, toNs).Count > points
        )
            chosen++;
        var level = header.Levels[chosen];
        var (first, count) = Pyramid.Covering(header, level, fromNs, toNs);
        return drawing.OfBuckets(
            await Pyramid.ReadAsync(pyramid, header, level, first, count, ct),
            chosen + 1,
            level.BucketNs
        );
    }

    /// <summary>True when the stretch has few enough rows, counted on the finest level if that has few enough buckets.</summary>
    private static async Task<bool> FewEnoughAsync(
        Stream pyramid,
        Pyramid.Header header,
        long fromNs,
        long toNs,
        int points,
        CancellationToken ct
    )
    {
        if (header.Rows <= points)
            return true;
        var finest = header.Levels[0];
        var (first, count) = Pyramid.Covering(header, finest, fromNs, toNs);
        if (count > points)
            return false;
        var buckets = await Pyramid.ReadAsync(pyramid, header, finest, first, count, ct);
        return buckets.Sum(b => (long)b.Rows) <= points;
    }

    private sealed class Drawing(RecordingStream stream, long baseNs)
    {
        private readonly List<long> _t = [];
        private readonly List<double?>[] _min = [.. stream.Channels.Select(_ => new List<double?>())];
        private readonly List<double?>[] _max = [.. stream.Channels.Select(_ => new List<double?>())];
        private long? _lastNs;

        public SeriesStretch OfRows(SeriesRows rows)
        {
            for (var i = 0; i < rows.Count; i++)
            {
                MarkGap(rows.TimesNs[i]);
                _t.Add(rows.TimesNs[i] - baseNs);
                for (var c = 0; c < _min.Length; c++)
                    Put(c, rows.Values[c][i], rows.Values[c][i]);
                _lastNs = rows.TimesNs[i];
            }
            return Finish(0, 0);
        }

        public SeriesStretch OfBuckets(Pyramid.Bucket[] buckets, int level, long bucketNs)
        {
            foreach (var bucket in buckets.Where(b => b.Rows > 0))
            {
                MarkGap(bucket.FirstNs);
                _t.Add(bucket.FirstNs - baseNs);
                for (var c = 0; c < _min.Length; c++)
                    Put(c, bucket.Min[c], bucket.Max[c]);
                _lastNs = bucket.LastNs;
            }
            return Finish(level, bucketNs);
        }

        public SeriesStretch Finish(int level, long bucketNs) =>
            new(
                stream.Id,
                baseNs,
                level,
                bucketNs,
                _t,
                [
                    .. stream.Channels.Select(
                        (channel, c) => new ChannelStretch(channel.Name, channel.Unit, _min[c], _max[c])
                    ),
                ]
            );

        /// <summary>Adds an entry without values in the middle of an interval that is longer than the stream's gap.</summary>
        private void MarkGap(long nextNs)
        {
            if (_lastNs is not { } last || stream.GapNs is not { } gap || nextNs - last <= gap)
                return;
            _t.Add(last + (nextNs - last) / 2 - baseNs);
            for (var c = 0; c < _min.Length; c++)
                Put(c, double.NaN, double.NaN);
        }

        private void Put(int channel, double min, double max)
        {
            _min[channel].Add(double.IsNaN(min) ? null : min);
            _max[channel].Add(double.IsNaN(max) ? null : max);
        }
    }
}
