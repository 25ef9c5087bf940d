namespace Governance.Inference.Tests;

/// <summary>Test data next to the repository, which are never part of it.</summary>
internal static class SharedFolder
{
    /// <summary>
    /// A path below <c>shared</c>, which GOVERNANCE_SHARED names or a folder above this one holds; null when it is
    /// nowhere.
    /// </summary>
    public static string? Find(string below)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (Existing(Path.Combine(folder.FullName, "shared", below)) is { } found)
                return found;
        }
        return Environment.GetEnvironmentVariable("GOVERNANCE_SHARED") is { Length: > 0 } named
            ? Existing(Path.Combine(named, below))
            : null;
    }

    private static string? Existing(string path) => File.Exists(path) || Directory.Exists(path) ? path : null;
}
