using System.Collections.Concurrent;
using System.Globalization;
using System.IO.Compression;
using System.Text;
using Governance.Platform;

namespace Governance.Samples;

/// <summary>Writes the files of a station as an archive to import: tables, photos, and the deliberate defects.</summary>
internal static class SampleFiles
{
    /// <summary>A fixed time for zip entries, so that the same seed gives the same bytes.</summary>
    private static readonly DateTimeOffset Packed = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Writes one archive. Photos are drawn on all cores; memory holds those of one recording.</summary>
    /// <param name="drawn">Called with the number of photos done so far.</param>
    public static async Task WriteAsync(
        SampleArchive archive,
        Stream to,
        ulong seed,
        Func<int, Task> drawn,
        CancellationToken ct
    )
    {
        await using var zip = new ZipArchive(to, ZipArchiveMode.Create, leaveOpen: true, Encoding.UTF8);
        // Reused, so that there are no more than draw at once: each holds about 45 MB.
        var painters = new ConcurrentBag<PumpPhoto>();
        var done = 0;
        foreach (var recording in StationPlan.Of(seed).Where(r => r.IsMachine == archive.Machines))
        {
            var files = new (string Path, byte[] Content, CompressionLevel Level)?[recording.Inspections.Count + 4];
            await Parallel.ForEachAsync(
                Enumerable.Range(0, files.Length),
                new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = ct },
                (i, _) =>
                {
                    files[i] = Draw(recording, i, painters, seed);
                    return ValueTask.CompletedTask;
                }
            );
            foreach (var file in files)
                if (file is var (path, content, level))
                    await AddAsync(zip, path, content, level, ct);
            await drawn(done += recording.Inspections.Count);
        }
    }

    private static (string, byte[], CompressionLevel)? Draw(
        StationRecording recording,
        int i,
        ConcurrentBag<PumpPhoto> painters,
        ulong seed
    )
    {
        var inspections = recording.Inspections;
        if (i < inspections.Count)
        {
            var inspection = inspections[i];
            if (inspection.Flaw == Flaw.PhotoMissing)
                return null;
            if (!painters.TryTake(out var painter))
                painter = new PumpPhoto();
            var photo = painter.Take(inspection, seed);
            painters.Add(painter);
            // As if the memory card was removed while writing.
            if (inspection.Flaw == Flaw.PhotoBroken)
                photo = photo[..(photo.Length / 3)];
            return ($"{recording.Folder}/photos/{inspection.PhotoFile}", photo, CompressionLevel.NoCompression);
        }
        var signals = new PumpSignals(recording, seed);
        return (i - inspections.Count) switch
        {
            0 => ($"{recording.Folder}/inspections.csv", Table(recording, seed), CompressionLevel.Fastest),
            1 => ($"{recording.Folder}/vibration.csv", signals.Vibration(), CompressionLevel.Fastest),
            2 => ($"{recording.Folder}/temperature.csv", signals.Temperature(), CompressionLevel.Fastest),
            _ => ($"{recording.Folder}/flow.csv", signals.Flow(), CompressionLevel.Fastest),
        };
    }

    private static async Task AddAsync(
        ZipArchive zip,
        string path,
        byte[] content,
        CompressionLevel level,
        CancellationToken ct
    )
    {
        var entry = zip.CreateEntry(path, level);
        entry.LastWriteTime = Packed;
        await using var stream = await entry.OpenAsync(ct);
        await stream.WriteAsync(content, ct);
    }

    /// <summary>Local time without a zone, in two columns, as people write it.</summary>
    private static byte[] Table(StationRecording recording, ulong seed)
    {
        var table = new StringBuilder("date,time,shift,pump,photo,lighting,view,weather,fault,severity,note\n");
        foreach (var i in recording.Inspections)
        {
            var time = i.Flaw == Flaw.TimeUnreadable ? $"{i.At:HH}h{i.At:mm}?" : $"{i.At:HH:mm:ss}";
            var note = i.Flaw == Flaw.NoteEmpty ? "" : NoteWriter.Write(i, seed).Text;
            table
                .Append(
                    CultureInfo.InvariantCulture,
                    $"{i.At:dd.MM.yyyy},{time},{i.Shift},P-{i.Pump:00},{i.PhotoFile},{Word(i.Light)},{Word(i.View)},{Word(i.Weather)},"
                )
                .Append(CultureInfo.InvariantCulture, $"{Word(i.Fault)},{Word(i.Severity)},\"{note}\"\n");
        }
        return Encoding.UTF8.GetBytes(table.ToString());
    }

    public static string Word(Enum value) => KebabCase.From(value.ToString());
}
