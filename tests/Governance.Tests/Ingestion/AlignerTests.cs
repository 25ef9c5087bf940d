using Governance.Catalog;
using Governance.Ingestion;

namespace Governance.Tests.Ingestion;

public sealed class AlignerTests
{
    private static readonly Clock NoClock = new(0, 0, ClockMethod.Assumed, null, "test");
    private static readonly RefusalLog Log = new(Guid.Empty, 100);

    private static StreamRule Rule(
        StreamKind kind = StreamKind.Regular,
        string? tolerance = null,
        int minimumRows = 1,
        Duplicates duplicates = Duplicates.KeepFirst,
        ClockRule? clock = null
    ) =>
        new()
        {
            Name = "s",
            Modality = Modality.Sensor,
            Kind = kind,
            Time = new(),
            Channels = [new() { Column = "v", Unit = "1" }],
            MinimumRows = minimumRows,
            Duplicates = duplicates,
            Clock = clock,
            Tolerance = tolerance is null ? null : MapTextConverter<Duration>.ReadOrThrow(tolerance),
        };

    private static HarmonisedSeries Series(StreamRule rule, params (long T, double V)[] rows)
    {
        var buffer = new SeriesBuffer(rule);
        for (var i = 0; i < rows.Length; i++)
            buffer.Add(rows[i].T, [rows[i].V], "f", i + 1);
        return buffer.Finish(Log, CancellationToken.None)!;
    }

    private static AlignedPart Align(
        StreamRule rule,
        HarmonisedSeries? series,
        long anchor = 100,
        long before = 50,
        long after = 50
    ) =>
        Aligner.OfSeries(
            rule,
            Reach.Of(anchor, new WindowRule { Before = new(before), After = new(after) }, rule.Tolerance),
            series
        );

    [Fact]
    public void A_window_holds_its_edges_and_the_error_is_the_distance_to_the_nearest_row()
    {
        var part = Align(Rule(), Series(Rule(), (49, 1), (50, 2), (93, 3), (150, 4), (151, 5)));
        Assert.Equal((null, 3L, 7L), (part.Missing, part.Rows, part.SyncErrorNs));
    }

    [Theory]
    [InlineData(null, 1, MissingReason.OutOfRange, 300)]
    [InlineData("5ns", 1, MissingReason.OutOfRange, 120)]
    [InlineData(null, 3, MissingReason.Gap, 120)]
    public void A_series_that_is_too_far_or_too_thin_is_missing_with_its_reason(
        string? tolerance,
        int minimumRows,
        MissingReason reason,
        long row
    )
    {
        var rule = Rule(tolerance: tolerance, minimumRows: minimumRows);
        var part = Align(rule, Series(rule, (row, 1), (row + 1, 2)));
        Assert.Equal(reason, part.Missing);
        Assert.NotEmpty(part.Detail!);
    }

    [Fact]
    public void A_stream_that_did_not_come_and_a_silence_of_events_are_two_different_things()
    {
        var events = Rule(StreamKind.Events);
        Assert.Equal(MissingReason.StreamMissing, Align(events, null).Missing);
        Assert.Equal(MissingReason.NotRecorded, Align(events, Series(events, (900, 1))).Missing);
        Assert.Equal(
            (null, 1L),
            (Align(events, Series(events, (110, 1))).Missing, Align(events, Series(events, (110, 1))).Rows)
        );
    }

    [Fact]
    public void The_anchors_own_item_wins_over_a_nearer_one_and_says_so_when_it_is_missing()
    {
        var content = new ItemContent("d", "image/jpeg", 1, 1, 1, null, null, new("x.jpg", 0));
        var items = new ItemSeries(
            [
                new(new("t", 1), 100, null, MissingReason.FileMissing, "gone"),
                new(new("t", 2), 104, content, null, null),
                new(new("t", 3), 96, content, null, null),
            ],
            NoClock
        );
        var reach = Reach.Of(100, new WindowRule { Before = new(50), After = new(50) }, null);

        Assert.Equal(MissingReason.FileMissing, Aligner.OfItems(new("t", 1), reach, items, "photo").Missing);
        Assert.Equal(4, Aligner.OfItems(new("other", 1), reach, items, "photo").SyncErrorNs);
        Assert.Equal(
            MissingReason.OutOfRange,
            Aligner.OfItems(new("other", 1), Reach.Of(300, new WindowRule(), new Duration(10)), items, "photo").Missing
        );
        Assert.Equal(MissingReason.StreamMissing, Aligner.OfItems(new("other", 1), reach, null, "photo").Missing);
    }

    [Theory]
    [InlineData(Duplicates.KeepFirst, new double[] { 1, 9 })]
    [InlineData(Duplicates.KeepLast, new double[] { 3, 9 })]
    [InlineData(Duplicates.Average, new double[] { 2, 9 })]
    [InlineData(Duplicates.KeepAll, new double[] { 1, 3, 9 })]
    public void Rows_of_one_instant_follow_the_policy_whatever_their_order_in_the_file(
        Duplicates policy,
        double[] values
    )
    {
        var series = Series(Rule(duplicates: policy), (20, 9), (10, 1), (10, 3));
        Assert.Equal(values, series.Rows.Values[0]);
        Assert.Equal(1, series.Duplicates);
    }

    [Fact]
    public void A_clock_is_corrected_in_whole_numbers_about_the_streams_first_time()
    {
        var clock = new ClockRule { Offset = new(-1_380_000_000), DriftPpm = 20m };
        var series = Series(Rule(clock: clock), (1_000_000_000_000, 1), (4_600_000_000_000, 2));
        Assert.Equal([998_620_000_000, 4_598_692_000_000], series.Rows.TimesNs);
        Assert.Equal((ClockMethod.Declared, 20_000L), (series.Clock.Method, series.Clock.DriftPpb));
    }

    [Fact]
    public void Gaps_are_silences_longer_than_the_asked_number_of_periods()
    {
        var series = Series(Rule(), (0, 1), (10, 1), (20, 1), (51, 1), (61, 1), (91, 1));
        Assert.Equal((10L, 30L, 1), (series.PeriodNs, series.GapNs, series.Gaps));
    }

    [Fact]
    public void A_sparkline_shows_a_spike_and_leaves_a_gap_empty()
    {
        var rows = Enumerable
            .Range(0, 1_000)
            .Where(i => i is < 400 or > 600)
            .Select(i => ((long)i, i == 777 ? 50.0 : 1.0))
            .ToArray();
        var line = Align(Rule(), Series(Rule(), rows), anchor: 500, before: 500, after: 499).Sparkline!;
        Assert.Equal(64, line.Length);
        Assert.Contains(50f, line);
        Assert.InRange(line.Count(v => v is null), 11, 13);
    }
}
