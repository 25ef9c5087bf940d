using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using Governance.Catalog;
using Governance.Ingestion;
using Governance.Samples;

namespace Governance.Web.Tests.Samples;

public sealed class StationPlanTests
{
    private const ulong Seed = StationPlan.Seed;
    private static readonly IReadOnlyList<StationRecording> Station = StationPlan.Of(Seed);

    [Fact]
    public void A_year_has_300_inspections_of_30_subjects_in_30_recordings()
    {
        Assert.Equal(30, Station.Count);
        Assert.Equal(300, Station.Sum(r => r.Inspections.Count));
        Assert.Equal(30, Station.Select(r => r.Subject).Distinct().Count());
        Assert.Equal(30, Station.Select(r => r.Folder).Distinct().Count());
        Assert.All(Station, r => Assert.Equal(2025, r.From.Year));
    }

    [Fact]
    public void Every_light_view_weather_fault_and_flaw_occurs()
    {
        var all = Station.SelectMany(r => r.Inspections).ToList();
        Assert.Equal(Enum.GetValues<Light>(), all.Select(i => i.Light).Distinct().Order());
        Assert.Equal(Enum.GetValues<View>(), all.Select(i => i.View).Distinct().Order());
        Assert.Equal(Enum.GetValues<Weather>(), all.Select(i => i.Weather).Distinct().Order());
        Assert.Equal(Enum.GetValues<Fault>(), all.Select(i => i.Fault).Distinct().Order());
        Assert.Equal(Enum.GetValues<Flaw>(), all.Select(i => i.Flaw).Distinct().Order());
        Assert.All(all, i => Assert.Equal(i.Fault == Fault.None, i.Severity == Severity.None));
    }

    /// <summary>
    /// The default audit suite needs subjects, and two groups of 30 samples. It must find them also after the withdrawal and the
    /// expiry that the workspace announces.
    /// </summary>
    [Fact]
    public void The_test_part_has_subjects_faults_and_groups_enough_also_after_the_next_withdrawals()
    {
        string[] without = ["pump-06", "inspector-e", "inspector-f", "pump-05", SampleConsents.Withdraws];
        var parts = Station
            .Where(r => !without.Contains(r.Subject))
            .ToLookup(r => SampleProject.Split.PartOf(r.Subject));
        Assert.InRange(parts[SplitPart.Test].Select(r => r.Subject).Distinct().Count(), 8, 12);
        foreach (var part in Enum.GetValues<SplitPart>())
            Assert.Equal(
                Enum.GetValues<Fault>(),
                parts[part].SelectMany(r => r.Inspections).Select(i => i.Fault).Distinct().Order()
            );
        var shifts = parts[SplitPart.Test].SelectMany(r => r.Inspections).GroupBy(i => i.Shift).ToList();
        Assert.Equal(2, shifts.Count);
        Assert.All(shifts, shift => Assert.True(shift.Count() > 34, $"{shift.Key}: {shift.Count()}"));
    }

    [Fact]
    public void Another_seed_is_another_year() =>
        Assert.NotEqual(Station.Select(r => r.Folder), StationPlan.Of(Seed + 1).Select(r => r.Folder));

    [Fact]
    public void The_finding_of_a_note_is_where_the_writer_says()
    {
        foreach (var inspection in Station.SelectMany(r => r.Inspections))
        {
            var note = NoteWriter.Write(inspection, Seed);
            Assert.True(note.Text.All(char.IsAscii), note.Text);
            Assert.DoesNotContain('{', note.Text);
            Assert.DoesNotContain('"', note.Text);
            Assert.True(note.Finding.Length > 5);
        }
        Assert.True(
            Station.SelectMany(r => r.Inspections).Select(i => NoteWriter.Write(i, Seed).Text).Distinct().Count() > 200
        );
    }

    [Fact]
    public void A_defect_is_on_the_photo()
    {
        var faulty = Station.SelectMany(r => r.Inspections).Where(i => i.Fault != Fault.None).ToList();
        var boxes = faulty.Select(i => Photographer.DefectOn(i, Seed)).ToList();
        Assert.All(boxes, box =>
        {
            Assert.NotNull(box);
            Assert.True(
                box.X >= 0 && box.Y >= 0 && box.X + box.Width <= Camera.Width && box.Y + box.Height <= Camera.Height,
                box.ToString()
            );
        });
    }

    [Theory]
    [InlineData(1, "BearingWear", 1.8)]
    [InlineData(1, "Cavitation", 1.15)]
    [InlineData(2, "Misalignment", 2.5)]
    public void A_severe_fault_shakes_the_pump(int column, string fault, double times)
    {
        double Mean(Func<Inspection, bool> which) =>
            Station.SelectMany(r => Rms(r, column).Where(x => which(x.Inspection)).Select(x => x.Rms)).Average();
        var sound = Mean(i => i.Fault == Fault.None);
        var shaken = Mean(i => i.Fault == Enum.Parse<Fault>(fault) && i.Severity == Severity.Severe);
        Assert.True(shaken > sound * times, $"{shaken:0.00} against {sound:0.00} mm/s");
    }

    [Fact]
    public void The_flow_device_is_ahead_as_the_map_declares()
    {
        var recording = Station[0];
        var lines = Encoding
            .ASCII.GetString(new PumpSignals(recording, Seed).Flow())
            .Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var first = long.Parse(lines[1].Split(',')[0], CultureInfo.InvariantCulture);
        var last = long.Parse(lines[^1].Split(',')[0], CultureInfo.InvariantCulture);
        Assert.Equal(recording.From.ToUnixTimeMilliseconds() + 1840, first);
        var corrected = first + (last - first) * (1 + PumpSignals.FlowDriftPpm / 1e6) - 1840;
        Assert.Equal(recording.From.ToUnixTimeMilliseconds() + (lines.Length - 2) * 2000.0, corrected, 1.0);
    }

    [Fact]
    public void The_maps_are_valid() =>
        Assert.All(SampleArchive.All, a => Assert.True(CheckedMap.Read(SampleMap.Of(a)).Ok));

    [Fact]
    public async Task The_same_seed_gives_the_same_bytes()
    {
        var first = await ArchiveAsync(SampleArchive.Rounds, Seed);
        Assert.Equal(SHA256.HashData(first), SHA256.HashData(await ArchiveAsync(SampleArchive.Rounds, Seed)));

        using var zip = new ZipArchive(new MemoryStream(first));
        // 84 photos minus two missing ones, and four tables for each of twelve rounds.
        Assert.Equal(82 + 48, zip.Entries.Count);
        Assert.Equal(zip.Entries.Count, zip.Entries.Select(e => e.FullName).Distinct().Count());
        var photos = zip.Entries.Where(e => e.Name.EndsWith(".jpg", StringComparison.Ordinal)).ToList();
        Assert.InRange(photos.Average(p => p.Length), 50_000, 160_000);
    }

    private static async Task<byte[]> ArchiveAsync(SampleArchive archive, ulong seed)
    {
        using var bytes = new MemoryStream();
        await SampleFiles.WriteAsync(
            archive,
            bytes,
            seed,
            _ => Task.CompletedTask,
            TestContext.Current.CancellationToken
        );
        return bytes.ToArray();
    }

    private static IEnumerable<(Inspection Inspection, double Rms)> Rms(StationRecording recording, int column)
    {
        var rows = Encoding
            .ASCII.GetString(new PumpSignals(recording, Seed).Vibration())
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Skip(1)
            .Select(l => l.Split(','))
            .Select(c =>
                (
                    At: DateTime.Parse(c[0], CultureInfo.InvariantCulture),
                    Value: double.Parse(c[column], CultureInfo.InvariantCulture)
                )
            )
            .ToList();
        foreach (var inspection in recording.Inspections)
        {
            var near = rows.Where(r => Math.Abs((r.At - inspection.At.DateTime).TotalSeconds) < 6)
                .Select(r => r.Value * r.Value)
                .ToList();
            if (near.Count > 0)
                yield return (inspection, Math.Sqrt(near.Average()));
        }
    }
}
