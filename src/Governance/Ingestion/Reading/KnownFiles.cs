using Governance.Platform;
using Microsoft.EntityFrameworkCore;

namespace Governance.Ingestion;

/// <summary>The files of an import by their paths.</summary>
internal sealed class KnownFiles
{
    private readonly Dictionary<string, KnownFile> _byPath = new(StringComparer.Ordinal);

    public int Refused { get; private set; }
    public int Unused { get; private set; }
    public long Bytes { get; private set; }
    public int Count => _byPath.Count;
    public IEnumerable<KnownFile> All => _byPath.Values;

    public KnownFile? Find(string path) => _byPath.GetValueOrDefault(path);

    /// <summary>The files of a role that match a pattern, with the parts of their paths, by path.</summary>
    public IEnumerable<(KnownFile File, IReadOnlyDictionary<string, string> Parts)> Matching(
        PathPattern pattern,
        FileRole role
    ) =>
        _byPath
            .Values.Where(f => f.Role == role && f.ResultDigest is not null)
            .Select(f => (File: f, Parts: pattern.Match(f.Path)))
            .Where(f => f.Parts is not null)
            .OrderBy(f => f.File.Path, StringComparer.Ordinal)
            .Select(f => (f.File, f.Parts!));

    /// <summary>Reads the rows of an import, and adds their refusals to the log.</summary>
    public static async Task<KnownFiles> LoadAsync(
        Guid importId,
        IDbContextFactory<GovernanceDb> databases,
        RefusalLog log,
        CancellationToken ct
    )
    {
        var files = new KnownFiles();
        await using var db = await databases.CreateDbContextAsync(ct);
        await foreach (
            var row in db.Set<ImportedFile>()
                .AsNoTracking()
                .Where(f => f.ImportId == importId)
                .OrderBy(f => f.Path)
                .AsAsyncEnumerable()
                .WithCancellation(ct)
        )
        {
            var facts = row.Facts is null ? new FileFacts(FileRole.Unused) : FileFacts.From(row.Facts);
            if (facts.Refused is { } refused)
                log.AddAs(refused.Code, refused.Refusal, row.Path);
            files.Refused += row.State == ImportedFileState.Refused ? 1 : 0;
            files.Unused += row.State == ImportedFileState.Unused ? 1 : 0;
            files.Bytes += row.Length;
            files._byPath[row.Path] = new(
                row.Path,
                facts.Role,
                row.SourceDigest.Length == 0 ? null : row.SourceDigest,
                row.ResultDigest,
                ContentOf(row, facts),
                facts.Image?.TakenAt,
                facts.Refused?.Refusal.What
            );
        }
        return files;
    }

    private static ItemContent? ContentOf(ImportedFile row, FileFacts facts) =>
        (facts.Role, row.ResultDigest) switch
        {
            (FileRole.Image, { } digest) => new(
                digest,
                facts.Image!.MediaType,
                facts.ResultLength!.Value,
                facts.Image.Width,
                facts.Image.Height,
                facts.ThumbnailDigest,
                null,
                new(row.Path, 0)
            ),
            (FileRole.Text, { } digest) => new(
                digest,
                "text/plain; charset=utf-8",
                facts.ResultLength!.Value,
                null,
                null,
                null,
                facts.Excerpt,
                new(row.Path, 0)
            ),
            _ => null,
        };
}
