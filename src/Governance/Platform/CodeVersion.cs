using System.Reflection;

namespace Governance.Platform;

/// <summary>Version and source revision of the code, as recorded with every provenance step.</summary>
public static class CodeVersion
{
    /// <summary><c>0.1.0+3f2c…</c>; the SDK appends the commit when the build happens in a checkout.</summary>
    public static string Current { get; } =
        typeof(CodeVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion
        ?? "0.0.0";
}
