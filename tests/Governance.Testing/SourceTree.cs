namespace Governance.Testing;

/// <summary>The checkout that the tests were built from, for tests that read the guide, scripts or styles.</summary>
public static class SourceTree
{
    public static string Root { get; } = Find();

    public static string PathOf(params string[] parts) => Path.Combine([Root, .. parts]);

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "Governance.sln")))
                return folder.FullName;
        throw new InvalidOperationException("The tests run outside a checkout.");
    }
}
