namespace Governance.Web.Access;

/// <summary>Where to go after signing in: a path of this portal, never another site.</summary>
internal static class LocalPath
{
    /// <summary>The path when it is one (“//host” and “/\host” are other sites in disguise), else home.</summary>
    public static string Of(string? asked) =>
        asked is ['/', ..] && (asked.Length == 1 || asked[1] is not ('/' or '\\')) && !asked.Any(char.IsControl)
            ? asked
            : "/";
}
