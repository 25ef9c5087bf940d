using Governance.Platform;

namespace Governance.Ingestion;

/// <summary>Computes the report of an import.</summary>
internal static class ImportReports
{
    private const long Second = NanoTime.PerSecond;

    /// <summary>Lower edges of the bins in nanoseconds, up to half a day, so that a wrong zone or clock has a bin of its own.</summary>
    private static readonly long[] Edges =
    [
        0,
        1_000_000,
        10_000_000,
        100_000_000,
        Second,
        10 * Second,
        60 * Second,
        300 * Second,
        900 * Second,
        3_600 * Second,
        10_800 * Second,
        43_200 * Second,
    ];

    public static ImportReport Of(
        ImportMap map,
        KnownFiles files,
        int unusedFiles,
        IReadOnlyList<RecordingDraft> recordings,
        SubjectScreen screen
    )
    {
        var samples = recordings.SelectMany(r => r.Samples).ToList();
        // The files of earlier attempts and of tables have rows; the others were counted by the screen alone.
        var unknown = screen.Files.Count(f => files.Find(f) is null);
        return new(
            files.Count + unknown,
            files.All.Count(f => f.Refused is not null && !screen.Files.Contains(f.Path)),
            unusedFiles,
            files.Bytes,
            recordings.Count,
            recordings.Sum(r => r.Streams.Count),
            recordings.SelectMany(r => r.Streams).Where(s => s.DataDigest is not null).Sum(s => s.Rows),
            samples.Count,
            samples.Count(s => IsComplete(map, s)),
            [.. map.Streams.Select((stream, i) => Part(stream, [.. samples.Select(s => s.Parts[i])]))],
            [
                .. recordings
                    .GroupBy(r => r.Subject)
                    .OrderBy(g => g.Key, StringComparer.Ordinal)
                    .Select(g => Subject(map, g.Key, [.. g])),
            ]
        )
        {
            LeftOut = screen.Report,
        };
    }

    /// <summary>Whether every part that is not optional is present.</summary>
    public static bool IsComplete(ImportMap map, SampleDraft sample) => Missing(map, sample) == 0;

    public static int Missing(ImportMap map, SampleDraft sample)
    {
        var missing = 0;
        for (var i = 0; i < sample.Parts.Length; i++)
            if (sample.Parts[i].Missing is not null && !map.Streams[i].Optional)
                missing++;
        return missing;
    }

    private static PartReport Part(StreamRule stream, AlignedPart[] parts)
    {
        var errors = parts.Where(p => p.SyncErrorNs is not null).Select(p => p.SyncErrorNs!.Value).Order().ToArray();
        var bins = new int[Edges.Length];
        foreach (var error in errors)
            bins[Array.FindLastIndex(Edges, e => e <= error)]++;
        return new(
            stream.Name,
            stream.Modality,
            parts.Count(p => p.Missing is null),
            parts
                .Where(p => p.Missing is not null)
                .GroupBy(p => p.Missing!.Value)
                .OrderBy(g => g.Key)
                .ToDictionary(g => g.Key, g => g.Count()),
            Edges,
            bins,
            errors.Length == 0 ? null : errors[errors.Length / 2],
            errors.Length == 0 ? null : errors[^1]
        );
    }

    private static SubjectReport Subject(ImportMap map, string pseudonym, List<RecordingDraft> recordings)
    {
        var samples = recordings.SelectMany(r => r.Samples).ToList();
        return new(
            pseudonym,
            samples.Count,
            samples.Count(s => IsComplete(map, s)),
            map.Streams.Select((stream, i) => (stream.Name, Count: samples.Count(s => s.Parts[i].Missing is null)))
                .ToDictionary(p => p.Name, p => p.Count),
            recordings
                .SelectMany(r => r.Streams)
                .Where(s => s.DataDigest is not null)
                .GroupBy(s => s.Rule.Name)
                .ToDictionary(g => g.Key, g => g.Sum(s => s.Rows))
        );
    }
}
