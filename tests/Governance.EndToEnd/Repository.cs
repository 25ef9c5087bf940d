namespace Governance.EndToEnd;

/// <summary>Where things lie on this machine, found by walking up from the test's own folder.</summary>
internal static class Repository
{
    public static string Root { get; } = Find();

    /// <summary>Real input beside the checkout; null where it is absent, and tests that need it say so and skip.</summary>
    public static string? D1namo { get; } = Existing(Path.Combine(Root, "..", "shared", "data", "d1namo"));

    public static string HostAssembly { get; } = Path.Combine(Root, "src", "Governance.Web", "bin", Configuration, "net10.0", "Governance.Web.dll");

#if DEBUG
    private const string Configuration = "Debug";
#else
    private const string Configuration = "Release";
#endif

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "Governance.sln"))) return folder.FullName;
        throw new InvalidOperationException("The tests run outside a checkout.");
    }

    private static string? Existing(string folder) => Directory.Exists(folder) ? Path.GetFullPath(folder) : null;
}
