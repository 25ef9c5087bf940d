using Governance.Platform;
using Microsoft.Extensions.Options;

namespace Governance.Ingestion;

/// <summary>Lists the folders of the server that imports may read, one level at a time.</summary>
public sealed class ServerFolders(IOptions<IngestionOptions> options)
{
    private const int Most = 500;

    /// <summary>Whether <c>Ingestion:FolderRoots</c> names any folder.</summary>
    public bool IsOpen => options.Value.FolderRoots.Count > 0;

    /// <summary>Names of the folders below a path (empty = below the roots), in ordinal order, at most 500; links are left out.</summary>
    public Result<IReadOnlyList<string>> List(Actor actor, string below)
    {
        if (actor.Lacks(IngestionPolicies.Import) is { } refusal)
            return refusal;
        if (!IsOpen)
            return new NoFolderRoots();
        IEnumerable<string> at = options.Value.FolderRoots.Where(Directory.Exists);
        if (below.Length > 0)
        {
            var found = FolderFiles.Find(below, options.Value);
            if (!found.Ok)
                return found.Refusal;
            at = [found.Value];
        }
        try
        {
            return Result.Of<IReadOnlyList<string>>([
                .. at.SelectMany(folder => new DirectoryInfo(folder).EnumerateDirectories())
                    .Where(d => d.LinkTarget is null)
                    .Select(d => d.Name)
                    .Distinct(StringComparer.Ordinal)
                    .Order(StringComparer.Ordinal)
                    .Take(Most),
            ]);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            return new FolderNotFound(below);
        }
    }
}
