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
            {
              "name": "photo", "modality": "image",
              "listedBy": { "table": "{worker}/rounds.csv", "file": "{worker}/{column:file}" }, "time": { "columns": ["at"] }
            },
            {
              "name": "note", "modality": "text",
              "listedBy": { "table": "{worker}/rounds.csv", "text": "note" }, "time": { "columns": ["at"] }
            },
            {
              "name": "vibration", "modality": "sensor", "path": "{worker}/vibration.csv", "time": { "columns": ["at"] },
              "channels": [{ "column": "v", "unit": "mm/s" }], "tolerance": "2s"
            }
          ]
        }
        """;

    private const int Photos = 40;

    /// <summary>Makes rounds that the workers do in turn. Among many rounds some have the same photo.</summary>
    /// <param name="plant">Each plant has different photos, notes and series.</param>
    public static async Task WriteAsync(
        Api api,
        string path,
        int rounds,
        CancellationToken ct,
        int workers = 2,
        int plant = 0
    )
    {
        await WriteAsync(
            await PhotosAsync(api, plant * Photos, Math.Min(rounds, Photos), ct),
            path,
            rounds,
            ct,
            workers,
            plant
        );
    }

    /// <summary>The same with photos of the caller's own.</summary>
    public static async Task WriteAsync(
        IReadOnlyList<byte[]> photos,
        string path,
        int rounds,
        CancellationToken ct,
        int workers = 2,
        int plant = 0
    )
    {
        using var zip = ZipFile.Open(path, ZipArchiveMode.Create);
        for (var worker = 1; worker <= workers; worker++)
        {
            var table = new StringBuilder("at,file,note,shift\n");
            var vibration = new StringBuilder("at,v\n");
            var day = new DateTime(2025, 5 + plant, worker, 6, 0, 0, DateTimeKind.Unspecified);
            for (var n = worker - 1; n < rounds; n += workers)
            {
                var at = day.AddMinutes(n);
                table.Append(
                    CultureInfo.InvariantCulture,
                    $"{at:yyyy-MM-dd HH:mm:ss},{n}.jpg,\"Round {n} of plant {plant}, nothing "
                        + $"unusual\",{(n < rounds / 2 ? "early" : "late")}\n"
                );
                await using var entry = zip.CreateEntry($"worker-{worker}/{n}.jpg", CompressionLevel.NoCompression)
                    .Open();
                await entry.WriteAsync(photos[n % photos.Count], ct);
            }
            for (var s = -30; s < rounds * 60; s++)
                vibration.Append(
                    CultureInfo.InvariantCulture,
                    $"{day.AddSeconds(s):yyyy-MM-dd HH:mm:ss},{1 + s % 7 * 0.1:0.0}\n"
                );
            Write(zip, $"worker-{worker}/rounds.csv", table);
            Write(zip, $"worker-{worker}/vibration.csv", vibration);
        }
    }

    private static async Task<IReadOnlyList<byte[]>> PhotosAsync(Api api, int from, int count, CancellationToken ct)
    {
        var dataset = (await api.AllAsync("datasets", ct)).First(d => d["synthetic"]!.GetValue<bool>())[
            "id"
        ]!.GetValue<string>();
        var file = Path.Combine(Path.GetTempPath(), $"photo-{Guid.NewGuid():N}");
        var photos = new List<byte[]>(count);
        foreach (
            var sample in (await api.AllAsync($"datasets/{dataset}/samples?complete=true", ct)).Skip(from).Take(count)
        )
        {
            await api.DownloadAsync($"samples/{sample["id"]!.GetValue<string>()}/parts/photo/content", file, ct);
            photos.Add(await File.ReadAllBytesAsync(file, ct));
        }
        File.Delete(file);
        return photos;
    }

    private static void Write(ZipArchive zip, string name, StringBuilder text)
    {
        using var writer = new StreamWriter(zip.CreateEntry(name).Open());
        writer.Write(text);
    }
}
