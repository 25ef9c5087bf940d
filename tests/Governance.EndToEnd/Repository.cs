using Governance.Testing;

namespace Governance.EndToEnd;

/// <summary>Paths in the checkout and next to it.</summary>
internal static class Repository
{
    public static string Root => SourceTree.Root;

    /// <summary>Real input next to the checkout; null where it is absent, and tests that need it are skipped.</summary>
    public static string? D1namo { get; } = Existing(Path.Combine(Root, "..", "shared", "data", "d1namo"));

    public static string HostAssembly { get; } =
        Path.Combine(Root, "src", "Governance.Web", "bin", Configuration, "net10.0", "Governance.Web.dll");

#if DEBUG
    private const string Configuration = "Debug";
#else
    private const string Configuration = "Release";
#endif

    private static string? Existing(string folder) => Directory.Exists(folder) ? Path.GetFullPath(folder) : null;
}
