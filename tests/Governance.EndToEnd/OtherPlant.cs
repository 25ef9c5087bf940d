using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace Governance.EndToEnd;

/// <summary>A small archive in a layout of its own: photos taken from the sample workspace, notes, and a vibration series.</summary>
internal static class OtherPlant
{
    public const string Map = """
        {
          "zone": "Europe/Vienna",
          "recordings": { "key": "{worker}", "subject": "{worker}", "kind": "person" },
          "anchor": "photo",
          "window": { "before": "10s", "after": "10s" },
          "strata": { "shift": "{column:shift}" },
          "streams": [
            { "name": "photo", "modality": "image", "listedBy": { "table": "{worker}/rounds.csv", "file": "{worker}/{column:file}" }, "time": { "columns": ["at"] } },
            { "name": "note", "modality": "text", "listedBy": { "table": "{worker}/rounds.csv", "text": "note" }, "time": { "columns": ["at"] } },
            { "name": "vibration", "modality": "sensor", "path": "{worker}/vibration.csv", "time": { "columns": ["at"] }, "channels": [{ "column": "v", "unit": "mm/s" }], "tolerance": "2s" }
          ]
        }
        """;

    /// <summary>Two workers, the given number of rounds over both.</summary>
    public static async Task WriteAsync(Api api, string path, int rounds, CancellationToken ct)
    {
        var dataset = (await api.AllAsync("datasets", ct)).First(d => d["synthetic"]!.GetValue<bool>())["id"]!.GetValue<string>();
        var withPhoto = (await api.AllAsync($"datasets/{dataset}/samples?complete=true", ct)).Take(rounds).ToList();
        using var zip = ZipFile.Open(path, ZipArchiveMode.Create);
        for (var worker = 1; worker <= 2; worker++)
        {
            var table = new StringBuilder("at,file,note,shift\n");
            var vibration = new StringBuilder("at,v\n");
            var day = new DateTime(2025, 5, worker, 6, 0, 0, DateTimeKind.Unspecified);
            for (var n = worker - 1; n < rounds; n += 2)
            {
                var at = day.AddMinutes(n);
                table.Append(CultureInfo.InvariantCulture, $"{at:yyyy-MM-dd HH:mm:ss},{n}.jpg,\"Round {n}, nothing unusual\",{(n < rounds / 2 ? "early" : "late")}\n");
                var photo = withPhoto[n];
                var file = Path.Combine(Path.GetTempPath(), $"photo-{Guid.NewGuid():N}");
                await api.DownloadAsync($"samples/{photo["id"]!.GetValue<string>()}/parts/photo/content", file, ct);
                zip.CreateEntryFromFile(file, $"worker-{worker}/{n}.jpg", CompressionLevel.NoCompression);
                File.Delete(file);
            }
            for (var s = -30; s < rounds * 60; s++)
                vibration.Append(CultureInfo.InvariantCulture, $"{day.AddSeconds(s):yyyy-MM-dd HH:mm:ss},{1 + s % 7 * 0.1:0.0}\n");
            Write(zip, $"worker-{worker}/rounds.csv", table);
            Write(zip, $"worker-{worker}/vibration.csv", vibration);
        }
    }

    private static void Write(ZipArchive zip, string name, StringBuilder text)
    {
        using var writer = new StreamWriter(zip.CreateEntry(name).Open());
        writer.Write(text);
    }
}
