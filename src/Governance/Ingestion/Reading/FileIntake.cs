using System.Security.Cryptography;
using Governance.Platform;
using Governance.Platform.Blobs;
using Governance.Platform.Runs;
using Microsoft.EntityFrameworkCore;

namespace Governance.Ingestion;

/// <summary>
/// First half of an import: reads each file once, stores its normalised content and writes one row about it. Rows of an
/// earlier attempt are kept, so that a killed import continues with the next file. Content passes through the scratch
/// folder; only texts, which are a few megabytes at most, are held in memory.
/// </summary>
internal sealed class FileIntake(ImportWork work, IDbContextFactory<GovernanceDb> databases)
{
    private readonly Import _import = work.Import;
    private readonly ImportMap _map = work.Map;
    private readonly MapRouting _routing = new(work.Map);

    /// <exception cref="RunRefusedException">The source as a whole is refused, or the map stops at the first refusal.</exception>
    public async Task RunAsync(ISourceFiles source, CancellationToken ct)
    {
        var done = await DoneAsync(ct);
        using var scratch = work.Tools.Scratch.CreateDirectory();
        long count = 0;
        // The number of files in a tar or a folder is known only at its end.
        await work.Run.ProgressAsync(new Unpacking(), 0, source.Count ?? 0, "files", ct);
        await foreach (var file in source.ReadAsync(ct))
        {
            var isNew = done.Add(file.Path);
            if (LeavesOut(file.Path))
                await (isNew ? Task.CompletedTask : ForgetAsync(file.Path, ct));
            else if (isNew)
                await TakeAsync(file, scratch, ct);
            await work.Run.ProgressAsync(new Unpacking(), ++count, source.Count ?? 0, "files", ct);
        }
    }

    private async Task<HashSet<string>> DoneAsync(CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        return await db.Set<ImportedFile>()
            .Where(f => f.ImportId == _import.Id)
            .Select(f => f.Path)
            .ToHashSetAsync(StringComparer.Ordinal, ct);
    }

    /// <summary>
    /// Whether every stream that reads the file takes it for a file of a subject who is left out. With the subject in a cell, only
    /// the table says whose file it is.
    /// </summary>
    private bool LeavesOut(string path)
    {
        var template = _map.Recordings.Subject;
        var reasons = template.Columns.Any()
            ? []
            : _routing.PartsOf(path).Select(parts => work.Screen.Why(template.Fill(parts, _ => null))).ToList();
        var why =
            reasons.Count == 0 ? null
            : reasons.TrueForAll(r => r is not null) ? reasons[0]
            : null;
        if (reasons.Count == 0 && _routing.RoleOf(path) == FileRole.Unused)
            why = work.Screen.WhyNamed(path);
        if (why is { } reason)
            work.Screen.AddFile(reason, path);
        return why is not null;
    }

    /// <summary>Deletes the row of an earlier attempt, when its subject could still be stored; its content is discarded.</summary>
    private async Task ForgetAsync(string path, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var file = db.Set<ImportedFile>().Where(f => f.ImportId == _import.Id && f.Path == path);
        await ImportDiscards.AddAsync(db, _import.Id, await SourceErasure.DigestsAsync(file, ct), ct);
        await file.ExecuteDeleteAsync(ct);
        await transaction.CommitAsync(ct);
    }

    private async Task TakeAsync(SourceFile file, ScratchDirectory scratch, CancellationToken ct)
    {
        var role = file.Refusal is null ? _routing.RoleOf(file.Path) : FileRole.Unused;
        ImportedFile row;
        try
        {
            row =
                file.Refusal is not null ? Refused(file.Path, role, file.Refusal)
                : role == FileRole.Unused
                    ? new()
                    {
                        ImportId = _import.Id,
                        Path = file.Path,
                        SourceDigest = "",
                        Length = 0,
                        State = ImportedFileState.Unused,
                    }
                : await ReadAsync(file, role, scratch, ct);
        }
        catch (SourceRefusedException refused) when (!refused.Fatal)
        {
            row = Refused(file.Path, role, refused.Refusal);
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException)
        {
            row = Refused(file.Path, role, new FileDamaged(file.Path));
        }
        await SaveAsync(row, ct);
        if (row.State == ImportedFileState.Refused && _map.OnError == OnError.Stop)
            throw new RunRefusedException(new StoppedAtFirstRefusal(FileFacts.From(row.Facts!).Refused!.Refusal));
    }

    private async Task<ImportedFile> ReadAsync(
        SourceFile file,
        FileRole role,
        ScratchDirectory scratch,
        CancellationToken ct
    )
    {
        await using var content = file.Open!();
        if (role == FileRole.Table)
        {
            var table = await work.Blobs.PutAsync(content, work.Options.MaxFileBytes, ct);
            return Row(file.Path, table.Digest, table.Length, table.Digest, new(role, ResultLength: table.Length));
        }
        var spooled = scratch.PathOf("in");
        var (digest, length) = await SpoolAsync(content, spooled, ct);
        return role == FileRole.Image
            ? await ImageAsync(file.Path, spooled, digest, length, scratch, ct)
            : await TextAsync(file.Path, spooled, digest, length, ct);
    }

    private async Task<ImportedFile> ImageAsync(
        string path,
        string spooled,
        string digest,
        long length,
        ScratchDirectory scratch,
        CancellationToken ct
    )
    {
        var image = scratch.PathOf("image");
        var facts = ImageNormaliser.Normalise(spooled, path, _map.Images, work.Options.Pictures, image, ct);
        if (!facts.Ok)
        {
            work.Tools.Log(facts.Refusal, _import.Id);
            return Refused(path, FileRole.Image, facts.Refusal, digest, length);
        }
        var result = await PutAsync(image, ct);
        var small = await PutAsync(image + ImageNormaliser.ThumbnailSuffix, ct);
        return Row(
            path,
            digest,
            length,
            result.Digest,
            new(FileRole.Image, Image: facts.Value, ThumbnailDigest: small.Digest, ResultLength: result.Length)
        );
    }

    private async Task<ImportedFile> TextAsync(
        string path,
        string spooled,
        string digest,
        long length,
        CancellationToken ct
    )
    {
        if (length > 4L * work.Options.MaxTextCharacters)
            return Refused(path, FileRole.Text, new TextTooLong(path, work.Options.MaxTextCharacters), digest, length);
        var text = TextNormaliser.FromBytes(
            await File.ReadAllBytesAsync(spooled, ct),
            path,
            work.Options.MaxTextCharacters
        );
        if (!text.Ok)
            return Refused(path, FileRole.Text, text.Refusal, digest, length);
        var result = await work.Blobs.PutAsync(new MemoryStream(text.Value.Bytes), long.MaxValue, ct);
        return Row(
            path,
            digest,
            length,
            result.Digest,
            new(
                FileRole.Text,
                ResultLength: result.Length,
                Text: new(text.Value.Text.Length, text.Value.ControlsRemoved, text.Value.Recomposed),
                Excerpt: text.Value.Excerpt
            )
        );
    }

    private async Task<StoredBlob> PutAsync(string file, CancellationToken ct)
    {
        await using var content = File.OpenRead(file);
        return await work.Blobs.PutAsync(content, long.MaxValue, ct);
    }

    private static async Task<(string Digest, long Length)> SpoolAsync(Stream content, string to, CancellationToken ct)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await using var file = new FileStream(
            to,
            FileMode.Create,
            FileAccess.Write,
            FileShare.None,
            1 << 16,
            FileOptions.Asynchronous
        );
        var buffer = new byte[1 << 16];
        int read;
        while ((read = await content.ReadAsync(buffer, ct)) > 0)
        {
            hash.AppendData(buffer, 0, read);
            await file.WriteAsync(buffer.AsMemory(0, read), ct);
        }
        return (Convert.ToHexStringLower(hash.GetHashAndReset()), file.Length);
    }

    private ImportedFile Row(string path, string source, long length, string result, FileFacts facts) =>
        new()
        {
            ImportId = _import.Id,
            Path = path,
            SourceDigest = source,
            Length = length,
            State = ImportedFileState.Read,
            ResultDigest = result,
            Facts = facts.ToJson(),
        };

    private ImportedFile Refused(string path, FileRole role, Refusal refusal, string source = "", long length = 0) =>
        new()
        {
            ImportId = _import.Id,
            Path = path,
            SourceDigest = source,
            Length = length,
            State = ImportedFileState.Refused,
            Facts = new FileFacts(role, RefusedFile.Of(refusal)).ToJson(),
        };

    private async Task SaveAsync(ImportedFile row, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        db.Add(row);
        // Another name may have been refused under the same shown path: its row represents both.
        _ = await db.SaveUniqueAsync(ct);
    }
}
