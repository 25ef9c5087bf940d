using CsCheck;
using Governance.Catalog;
using Governance.Platform.Blobs;

namespace Governance.Tests.Ingestion;

public sealed class SeriesTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("governance-series-");

    /// <summary>Irregular times with silences, values with NaN and spikes.</summary>
    private static readonly Gen<SeriesRows> AnyRows =
        from steps in Gen.OneOf(Gen.Long[0, 2_000_000], Gen.Long[1, 5_000], Gen.Long[0, 3_000_000_000_000]).Array[
            1,
            3_000
        ]
        from values in Gen.OneOf(
            Gen.Double[-5, 5],
            Gen.Double[-5, 5],
            Gen.Double[-1e9, 1e9],
            Gen.Const(double.NaN)
        ).Array[steps.Length]
        select new SeriesRows([.. steps.Aggregate(new List<long>(), (times, step) =>
                {
                    times.Add(step + (times.Count == 0 ? 0 : times[^1]));
                    return times;
                })], [values]);

    [Fact]
    public void No_level_of_a_pyramid_hides_a_minimum_or_a_maximum() =>
        AnyRows.Sample(
            rows =>
            {
                using var file = new MemoryStream();
                Pyramid.Write(file, rows);
                var header = Pyramid.ReadHeaderAsync(file, CancellationToken.None).Result;
                Assert.True(header.Levels[^1].Buckets <= Pyramid.CoarsestBuckets);
                foreach (var level in header.Levels)
                {
                    var buckets = Pyramid
                        .ReadAsync(file, header, level, 0, level.Buckets, CancellationToken.None)
                        .Result;
                    Assert.Equal(rows.Count, buckets.Sum(b => b.Rows));
                    for (var i = 0; i < rows.Count; i++)
                    {
                        var bucket = buckets[(int)((rows.TimesNs[i] - header.BaseNs) / level.BucketNs)];
                        Assert.InRange(rows.TimesNs[i], bucket.FirstNs, bucket.LastNs);
                        if (!double.IsNaN(rows.Values[0][i]))
                            Assert.InRange(rows.Values[0][i], bucket.Min[0], bucket.Max[0]);
                    }
                    // And none is invented.
                    Assert.All(buckets.Where(b => !double.IsNaN(b.Max[0])), b =>
                        Assert.Contains(b.Max[0], rows.Values[0])
                    );
                }
            },
            iter: 60
        );

    [Fact]
    public void A_stretch_at_any_zoom_holds_every_extreme_within_it() =>
        AnyRows
            .SelectMany(rows =>
                Gen.Select(Gen.Int[0, rows.Count - 1], Gen.Int[0, rows.Count - 1], Gen.Int[16, 400], (a, b, points) =>
                    (rows, a, b, points)
                )
            )
            .Sample(
                t =>
                {
                    var (rows, from, to) = (
                        t.rows,
                        t.rows.TimesNs[Math.Min(t.a, t.b)],
                        t.rows.TimesNs[Math.Max(t.a, t.b)]
                    );
                    var (stream, store) = Stored(rows, gapNs: null);
                    var stretch = new SeriesQuery(store)
                        .ReadAsync(stream, from, to, t.points, CancellationToken.None)
                        .Result;
                    var inside = Enumerable
                        .Range(0, rows.Count)
                        .Where(i =>
                            rows.TimesNs[i] >= from && rows.TimesNs[i] <= to && !double.IsNaN(rows.Values[0][i])
                        )
                        .Select(i => rows.Values[0][i])
                        .ToList();
                    if (inside.Count == 0)
                        return;
                    Assert.True(stretch.Channels[0].Max.Max() >= inside.Max());
                    Assert.True(stretch.Channels[0].Min.Min() <= inside.Min());
                    Assert.True(stretch.Level > 0 || stretch.T.Count <= Math.Max(t.points, rows.Count));
                    Assert.Equal(stretch.T.Order(), stretch.T);
                },
                iter: 40
            );

    [Fact]
    public async Task A_silence_longer_than_the_gap_stays_empty_in_the_picture_at_every_zoom()
    {
        var times = Enumerable.Range(0, 5_000).Select(i => i * 1_000L + (i >= 2_500 ? 4_000_000 : 0)).ToArray();
        var (stream, store) = Stored(
            new(
                times,
                [
                    [.. times.Select(t => (double)t)],
                ]
            ),
            gapNs: 3_000
        );

        foreach (var points in (int[])[50, 700, 4_000])
        {
            var stretch = await new SeriesQuery(store).ReadAsync(
                stream,
                times[0],
                times[^1],
                points,
                TestContext.Current.CancellationToken
            );
            Assert.Single(stretch.Channels[0].Min, v => v is null);
        }
    }

    [Fact]
    public void Rows_come_back_from_parquet_to_the_bit_and_the_same_rows_give_the_same_bytes() =>
        AnyRows.Sample(
            rows =>
            {
                var (first, second) = (new MemoryStream(), new MemoryStream());
                SeriesFile.Write(first, ["a"], rows);
                SeriesFile.Write(second, ["a"], rows);
                Assert.Equal(first.ToArray(), second.ToArray());
                var read = SeriesFile.Read(first, long.MinValue, long.MaxValue);
                Assert.Equal(rows.TimesNs, read.TimesNs);
                Assert.Equal(
                    rows.Values[0].Select(BitConverter.DoubleToInt64Bits),
                    read.Values[0].Select(BitConverter.DoubleToInt64Bits)
                );
            },
            iter: 20
        );

    [Fact]
    public void A_range_is_read_across_row_groups()
    {
        var times = Enumerable.Range(0, 200_000).Select(i => (long)i * 10).ToArray();
        using var file = new MemoryStream();
        SeriesFile.Write(
            file,
            ["a", "b"],
            new(
                times,
                [
                    [.. times.Select(t => (double)t)],
                    [.. times.Select(t => -(double)t)],
                ]
            )
        );

        var read = SeriesFile.Read(file, 655_000, 1_400_005);

        Assert.Equal((655_000, 1_400_000, 74_501), (read.TimesNs[0], read.TimesNs[^1], read.Count));
        Assert.Equal(-1_400_000, read.Values[1][^1]);
    }

    private (RecordingStream, IBlobStore) Stored(SeriesRows rows, long? gapNs)
    {
        var store = new FolderBlobStore(_folder.FullName, TimeProvider.System);
        var (data, pyramid) = (new MemoryStream(), new MemoryStream());
        SeriesFile.Write(data, ["v"], rows);
        Pyramid.Write(pyramid, rows);
        (data.Position, pyramid.Position) = (0, 0);
        return (
            new RecordingStream
            {
                RecordingId = Guid.Empty,
                Name = "v",
                Modality = Modality.Sensor,
                Kind = StreamKind.Regular,
                Channels = [new("v", "1")],
                Clock = new(0, 0, ClockMethod.Assumed, null, "test"),
                Rows = rows.Count,
                FirstNs = rows.TimesNs[0],
                LastNs = rows.TimesNs[^1],
                GapNs = gapNs,
                Gaps = 0,
                Duplicates = 0,
                DataDigest = store.PutAsync(data, long.MaxValue, CancellationToken.None).Result.Digest,
                PyramidDigest = store.PutAsync(pyramid, long.MaxValue, CancellationToken.None).Result.Digest,
            },
            store
        );
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
