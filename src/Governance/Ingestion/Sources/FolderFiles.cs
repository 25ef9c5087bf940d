using System.Runtime.CompilerServices;
using Governance.Platform;

namespace Governance.Ingestion;

/// <summary>The files of a folder below a configured root, by name. Links are never followed.</summary>
internal sealed class FolderFiles(string folder, IngestionOptions options) : ISourceFiles
{
    private readonly SourceBudget _budget = new(options);

    public int? Count => null;

    /// <summary>The folder on disk for a path below one of the roots, or why it cannot be read.</summary>
    public static Result<string> Find(string relative, IngestionOptions options)
    {
        if (options.FolderRoots.Count == 0)
            return new NoFolderRoots();
        var path = SafePath.Normal(relative.TrimEnd('/'));
        if (!path.Ok)
            return path.Refusal;
        foreach (var root in options.FolderRoots)
        {
            var at = new DirectoryInfo(Path.GetFullPath(root));
            var whole = true;
            foreach (var segment in path.Value.Split('/'))
            {
                at = new DirectoryInfo(Path.Combine(at.FullName, segment));
                if (whole = at.Exists && at.LinkTarget is null)
                    continue;
                break;
            }
            if (whole)
                return at.FullName;
        }
        return new FolderNotFound(path.Value);
    }

    public async IAsyncEnumerable<SourceFile> ReadAsync([EnumeratorCancellation] CancellationToken ct)
    {
        var waiting = new Stack<(DirectoryInfo Folder, string Prefix)>([(new DirectoryInfo(folder), "")]);
        while (waiting.TryPop(out var current))
        {
            var below = new List<(DirectoryInfo, string)>();
            foreach (var item in current.Folder.EnumerateFileSystemInfos().OrderBy(i => i.Name, StringComparer.Ordinal))
            {
                ct.ThrowIfCancellationRequested();
                var name = current.Prefix + item.Name;
                if (item.LinkTarget is not null)
                    yield return SourceFile.Refused(name, new LinkRefused(SafePath.ForShowing(name)));
                // A name that is not UTF-8 on disk cannot be opened by its decoded form.
                else if (SafePath.Normal(name).Refusal is { } unfit)
                    yield return SourceFile.Refused(name, unfit);
                else if (item is DirectoryInfo inner)
                {
                    _budget.Count();
                    if (name.Count('/') < options.MaxFolderDepth)
                        below.Add((inner, name + "/"));
                    else
                        yield return SourceFile.Refused(
                            name,
                            new FoldersTooDeep(SafePath.ForShowing(name), options.MaxFolderDepth)
                        );
                }
                else
                    yield return Admit((FileInfo)item, name);
            }
            for (var i = below.Count - 1; i >= 0; i--)
                waiting.Push(below[i]);
        }
        await Task.CompletedTask;
    }

    private SourceFile Admit(FileInfo file, string name)
    {
        var path = _budget.Admit(name);
        if (!path.Ok)
            return SourceFile.Refused(name, path.Refusal);
        if (file.Length > options.MaxFileBytes)
            return SourceFile.Refused(path.Value, new FileTooLarge(path.Value, options.MaxFileBytes));
        // A pipe or a device has length 0, and opening one can block without end: what has length 0 is not opened.
        return new(path.Value, null, () =>
            file.Length == 0
                ? Stream.Null
                : new LimitedStream(
                    new FileStream(
                        file.FullName,
                        FileMode.Open,
                        FileAccess.Read,
                        FileShare.ReadWrite,
                        1 << 16,
                        FileOptions.Asynchronous | FileOptions.SequentialScan
                    ),
                    path.Value,
                    _budget,
                    null
                )
        );
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
