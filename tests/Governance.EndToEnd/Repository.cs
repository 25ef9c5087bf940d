using Governance.Testing;

namespace Governance.EndToEnd;

/// <summary>Where things lie on this machine, in the checkout and beside it.</summary>
internal static class Repository
{
    public static string Root => SourceTree.Root;

    /// <summary>Real input beside the checkout; null where it is absent, and tests that need it say so and skip.</summary>
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
