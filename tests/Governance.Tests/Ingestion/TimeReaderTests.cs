using System.Globalization;
using CsCheck;
using Governance.Ingestion;
using Governance.Platform;

namespace Governance.Tests.Ingestion;

public sealed class TimeReaderTests
{
    private static long? Read(
        string text,
        string format = "iso",
        Ambiguous ambiguous = Ambiguous.Refuse,
        Skipped skipped = Skipped.Refuse
    ) =>
        new TimeReader(
            new TimeRule
            {
                Format = format,
                Ambiguous = ambiguous,
                Skipped = skipped,
            },
            "Europe/Zurich"
        ).Read(text, out _);

    private static long Ns(string iso) => NanoTime.From(DateTimeOffset.Parse(iso, CultureInfo.InvariantCulture));

    [Theory]
    [InlineData("2014:10:01 19:27:49", "yyyy:MM:dd HH:mm:ss", "2014-10-01T17:27:49Z")]
    [InlineData("2014-10-01 19:14:00", "yyyy-MM-dd HH:mm:ss", "2014-10-01T17:14:00Z")]
    [InlineData("2014-12-01T19:14:00", "iso", "2014-12-01T18:14:00Z")]
    [InlineData("2014-12-01 19:14", "iso", "2014-12-01T18:14:00Z")]
    [InlineData("2014-12-01T19:14:00Z", "iso", "2014-12-01T19:14:00Z")]
    [InlineData("2014-12-01T19:14:00+05:30", "iso", "2014-12-01T13:44:00Z")]
    [InlineData("1.12.2014 7:14 PM", "d.M.yyyy h:mm tt", "2014-12-01T18:14:00Z")]
    [InlineData("20141201", "dd.MM.yyyy|yyyyMMdd", "2014-11-30T23:00:00Z")]
    public void Local_times_and_instants_are_read_by_their_format(string text, string format, string instant) =>
        Assert.Equal(Ns(instant), Read(text, format));

    [Theory]
    [InlineData("1412191640.123456789", "unix-s", 1_412_191_640_123_456_789)]
    [InlineData("1412191640123", "unix-ms", 1_412_191_640_123_000_000)]
    [InlineData("1412191640123456789", "unix-ns", 1_412_191_640_123_456_789)]
    [InlineData("-1", "unix-s", -1_000_000_000)]
    [InlineData("1e3", "unix-s", 1_000_000_000_000)]
    public void Unix_times_keep_every_digit(string text, string format, long ns) =>
        Assert.Equal(ns, Read(text, format));

    [Fact]
    public void Nine_digits_after_the_point_survive()
    {
        Assert.Equal(Ns("2025-01-01T00:00:00Z") + 123_456_789, Read("2025-01-01T00:00:00.123456789Z"));
        Assert.Equal(
            Ns("2025-01-01T00:00:00Z") + 123_456_780,
            Read("2025-01-01 01:00:00.12345678", "yyyy-MM-dd HH:mm:ss.fffffffff")
        );
    }

    [Fact]
    public void A_time_in_the_gap_of_spring_is_refused_or_shifted()
    {
        Assert.Null(Read("2025-03-30T02:30:00"));
        Assert.Equal(Ns("2025-03-30T01:30:00Z"), Read("2025-03-30T02:30:00", skipped: Skipped.Shift));
    }

    [Fact]
    public void A_time_that_comes_twice_in_autumn_is_refused_or_chosen()
    {
        Assert.Null(Read("2025-10-26T02:30:00"));
        Assert.Equal(Ns("2025-10-26T00:30:00Z"), Read("2025-10-26T02:30:00", ambiguous: Ambiguous.Earlier));
        Assert.Equal(Ns("2025-10-26T01:30:00Z"), Read("2025-10-26T02:30:00", ambiguous: Ambiguous.Later));
    }

    [Theory]
    [InlineData("", "iso")]
    [InlineData("yesterday", "iso")]
    [InlineData("2025-02-29T10:00:00", "iso")]
    [InlineData("1500-01-01T00:00:00", "iso")]
    [InlineData("9e18", "unix-s")]
    [InlineData("NaN", "unix-s")]
    [InlineData("2014/10/01 19:27", "yyyy:MM:dd HH:mm:ss")]
    public void What_is_no_time_is_refused_in_words(string text, string format)
    {
        Assert.Null(new TimeReader(new TimeRule { Format = format }, "Europe/Zurich").Read(text, out var problem));
        Assert.False(string.IsNullOrEmpty(problem?.Text));
    }

    [Fact]
    public void Any_instant_written_with_its_offset_comes_back_to_the_nanosecond() =>
        Gen.Long[-9_000_000_000_000_000_000, 9_000_000_000_000_000_000]
            .Sample(ns => Assert.Equal(ns, Read(NanoTime.Iso(ns))));

    [Fact]
    public void Any_local_time_that_exists_once_comes_back() =>
        Gen.Long[0, 4_000_000_000]
            .Sample(seconds =>
            {
                var zone = TimeZoneInfo.FindSystemTimeZoneById("Europe/Zurich");
                var local = TimeZoneInfo.ConvertTime(DateTimeOffset.FromUnixTimeSeconds(seconds), zone).DateTime;
                var read = Read(local.ToString("yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture));
                if (zone.IsAmbiguousTime(local))
                    Assert.Null(read);
                else
                    Assert.Equal(seconds * NanoTime.PerSecond, read);
            });
}
