using Governance.Catalog;
using Governance.Ingestion;
using Governance.Platform.Runs;
using Governance.Testing;

namespace Governance.Tests.Ingestion;

/// <summary>Real meals of real people, compared with a count that is made without maps, readers or zones.</summary>
public sealed class MealsTests(TestDatabase server)
{
    private static readonly string[] Subjects = ["001", "004", "006", "007"];

    [Fact]
    public async Task Every_subject_has_the_anchors_photos_glucose_rows_and_complete_samples_of_an_independent_count()
    {
        var data = SharedData.Find("data/d1namo");
        Assert.SkipWhen(data is null, "../shared/data/d1namo is not here.");
        await using var lab = await ImportLab.OpenAsync(server, Path.GetDirectoryName(data));
        var watch = System.Diagnostics.Stopwatch.StartNew();

        var (import, run, _) = await lab.ImportAsync(SharedData.D1namoMap, new FolderOrigin("d1namo"));

        TestContext.Current.SendDiagnosticMessage($"imported in {watch.Elapsed.TotalSeconds:0.0} s");
        Assert.True(run.State == RunState.Succeeded, run.Error);
        Assert.NotNull(import.Report);
        var report = import.Report;
        foreach (var subject in Subjects)
        {
            var expected = Independent.Count(Path.Combine(data, subject));
            var found = report.Subjects.Single(s => s.Pseudonym == $"d1namo-{subject}");
            TestContext.Current.SendDiagnosticMessage(
                $"{subject}: {found.Anchors} anchors, {found.PartsPresent["photo"]} photos, "
                    + $"{found.StreamRows["glucose"]} glucose rows, {found.Complete} complete; expected {expected}"
            );
            Assert.Equal(
                expected,
                new Independent(found.Anchors, found.PartsPresent["photo"], found.StreamRows["glucose"], found.Complete)
            );
        }
        await EveryAbsenceHasItsReasonAsync(lab);
        Assert.All(await lab.AllAsync<ImportedFile>(), f => Assert.NotEqual(ImportedFileState.Refused, f.State));
    }

    [Fact]
    public async Task Importing_again_adds_nothing_and_says_so()
    {
        var data = SharedData.Find("data/d1namo");
        Assert.SkipWhen(data is null, "../shared/data/d1namo is not here.");
        await using var lab = await ImportLab.OpenAsync(server, data);
        var map = SharedData
            .D1namoMap.Replace("{subject}/", "", StringComparison.Ordinal)
            .Replace("{subject}", "004", StringComparison.Ordinal);
        await lab.ImportAsync(map, new FolderOrigin("004"));
        var before = (await lab.AllAsync<Sample>()).Count;

        var (again, _, refusals) = await lab.ImportAsync(map, new FolderOrigin("004"));

        Assert.Equal(8, before);
        Assert.Equal(before, (await lab.AllAsync<Sample>()).Count);
        Assert.Equal(0, again.Report!.Samples);
        var refusal = Assert.Single(refusals);
        Assert.Equal(("already-imported", 8L), (refusal.Code, refusal.Count));
    }

    private static async Task EveryAbsenceHasItsReasonAsync(ImportLab lab)
    {
        var parts = await lab.AllAsync<SamplePart>();
        Assert.All(parts.Where(p => p.Missing is not null), p =>
            Assert.False(string.IsNullOrWhiteSpace(p.MissingDetail))
        );
        Assert.All(parts.Where(p => p.Missing is null), p => Assert.NotNull(p.SyncErrorNs));
        Assert.All(parts.Where(p => p.Missing is null && p.Name is "note" or "photo"), p =>
            Assert.Equal(0, p.SyncErrorNs)
        );
        Assert.All(parts.Where(p => p is { Missing: null, Name: "photo" }), p =>
            Assert.InRange(Math.Max(p.Width!.Value, p.Height!.Value), 1, 2048)
        );
    }

    /// <summary>Plain string splitting over the files; local time is compared with local time.</summary>
    private sealed record Independent(int Anchors, int Photos, long GlucoseRows, int Complete)
    {
        public static Independent Count(string folder)
        {
            var glucose = File.ReadAllLines(Path.Combine(folder, "glucose.csv"))
                .Skip(1)
                .Select(l => l.Split(','))
                .Where(c => c.Length >= 4 && c[3] == "cgm" && c[2].Length > 0)
                .Select(c => string.Join('T', c[0], c[1]))
                .Distinct()
                .Select(t => DateTime.Parse(t, System.Globalization.CultureInfo.InvariantCulture))
                .ToList();
            var meals = File.ReadAllLines(Path.Combine(folder, "food.csv"))
                .Where(l => l.Contains(".jpg", StringComparison.Ordinal))
                .ToList();
            var (photos, complete) = (0, 0);
            foreach (var meal in meals)
            {
                var picture = meal[..(meal.IndexOf(".jpg", StringComparison.Ordinal) + 4)].Split(',')[^1];
                var at = DateTime.ParseExact(
                    meal.TrimEnd()[^19..],
                    "yyyy:MM:dd HH:mm:ss",
                    System.Globalization.CultureInfo.InvariantCulture
                );
                var hasPhoto = File.Exists(Path.Combine(folder, "food_pictures", picture));
                var hasText =
                    meal[(meal.IndexOf(".jpg", StringComparison.Ordinal) + 5)..].TrimStart('"').Trim().Length > 0;
                photos += hasPhoto ? 1 : 0;
                complete += hasPhoto && hasText && glucose.Any(g => Math.Abs((g - at).TotalSeconds) <= 300) ? 1 : 0;
            }
            return new(meals.Count, photos, glucose.Count, complete);
        }
    }
}

/// <summary>Finds data outside the repository.</summary>
internal static class SharedData
{
    /// <summary>
    /// A folder below <c>shared</c>, which GOVERNANCE_SHARED names or a folder above this one holds; null when it is
    /// nowhere.
    /// </summary>
    public static string? Find(string relative)
    {
        var named = Environment.GetEnvironmentVariable("GOVERNANCE_SHARED");
        var above = Above().Select(d => Path.Combine(d.FullName, "shared"));
        return (named is null ? above : [named])
            .Select(s => Path.Combine(s, relative))
            .FirstOrDefault(Directory.Exists);
    }

    /// <summary>The example map of the guide, so that what is documented is what is tested.</summary>
    public static string D1namoMap =>
        File.ReadAllText(
            Above()
                .Select(d => Path.Combine(d.FullName, "docs/guide/examples/meals.import-map.json"))
                .First(File.Exists)
        );

    private static IEnumerable<DirectoryInfo> Above()
    {
        for (var d = new DirectoryInfo(AppContext.BaseDirectory); d is not null; d = d.Parent)
            yield return d;
    }
}
