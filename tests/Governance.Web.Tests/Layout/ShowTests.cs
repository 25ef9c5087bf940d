using Governance.Platform;
using Governance.Platform.Runs;
using Governance.Web.Components;

namespace Governance.Web.Tests.Layout;

public sealed class ShowTests
{
    [Theory]
    [InlineData(0.04, "40 ms")]
    [InlineData(8, "8 s")]
    [InlineData(1.5, "1.5 s")]
    [InlineData(200, "3 min 20 s")]
    [InlineData(180, "3 min")]
    [InlineData(7500, "2 h 5 min")]
    [InlineData(90000, "1 day 1 h")]
    [InlineData(-200, "−3 min 20 s")]
    public void Durations_have_at_most_two_parts(double seconds, string said) =>
        Assert.Equal(said, Show.Duration(TimeSpan.FromSeconds(seconds)));

    [Theory]
    [InlineData(0, "0 B")]
    [InlineData(999, "999 B")]
    [InlineData(1_400, "1.4 kB")]
    [InlineData(1_400_000_000, "1.4 GB")]
    [InlineData(250_000_000, "250 MB")]
    public void Sizes_have_the_unit_that_fits(long bytes, string said) => Assert.Equal(said, Show.Bytes(bytes));

    [Theory]
    [InlineData(40, "40 ns")]
    [InlineData(250_000, "250 µs")]
    [InlineData(-1_380_000_000, "−1.38 s")]
    [InlineData(1_000_000_001, "1.000000001 s")]
    [InlineData(long.MinValue, "−106751 days 23 h")]
    public void Spans_of_sensor_time_keep_their_digits(long ns, string said) => Assert.Equal(said, Show.Ns(ns));

    [Theory]
    [InlineData(0, 10, "0 %")]
    [InlineData(1, 1000, "<1 %")]
    [InlineData(999, 1000, "99 %")]
    [InlineData(10, 10, "100 %")]
    [InlineData(0, 0, "—")]
    public void A_hundred_percent_is_shown_only_when_all_is_done(long done, long total, string said) =>
        Assert.Equal(said, Show.Percent(done, total));

    [Fact]
    public void Without_a_known_total_neither_a_share_nor_the_time_left_is_shown()
    {
        var now = new DateTimeOffset(2026, 3, 2, 8, 1, 0, TimeSpan.Zero);
        var run = new Run
        {
            Kind = "import",
            TitleMessage = new WrittenMessage("Import x"),
            TargetId = Guid.NewGuid(),
            StartedById = Guid.NewGuid(),
            StartedBy = "s",
            CreatedAt = now.AddMinutes(-9),
            State = RunState.Running,
            StartedAt = now.AddMinutes(-9),
            StageStartedAt = now.AddMinutes(-1),
            StageMessage = new WrittenMessage("unpacking"),
            Done = 1_200,
            Unit = "files",
        };
        Assert.Equal("1,200 files so far · 20 a second", Show.Progress(run, now));
        Assert.Equal("1,200 files so far", Show.Share(run));
        run.Total = 2_400;
        Assert.Equal("1,200 of 2,400 files · 20 a second · 1 min left", Show.Progress(run, now));
        Assert.Equal("50 %", Show.Share(run));
    }

    [Fact]
    public void Times_are_in_the_viewers_zone_with_its_name()
    {
        var zurich = TimeZoneInfo.FindSystemTimeZoneById("Europe/Zurich");
        Assert.Equal(
            "3 Nov 2026, 14:05 Europe/Zurich",
            Show.Instant(new(2026, 11, 3, 13, 5, 0, TimeSpan.Zero), zurich)
        );
        Assert.Equal("1 Jan 1970, 01:00:00.25 Europe/Zurich", Show.SensorTime(250_000_000, zurich));
        Assert.Equal("31 Dec 1969, 23:59:59.999999999 UTC", Show.SensorTime(-1, TimeZoneInfo.Utc));
    }

    [Fact]
    public void Figures_are_separated_and_intervals_follow_in_brackets()
    {
        Assert.Equal("1,234,567", Show.Number(1_234_567));
        Assert.Equal("0.83 (0.79–0.86)", Show.Interval(0.831, 0.79, 0.86));
        Assert.Equal("—", Show.Number(double.NaN, 2));
        Assert.Equal("1 sample", Show.Count(1, "sample"));
        Assert.Equal("2 samples", Show.Count(2, "sample"));
    }
}
