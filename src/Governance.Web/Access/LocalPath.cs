namespace Governance.Web.Access;

/// <summary>The page to open after sign-in: a path of this portal, never another site.</summary>
internal static class LocalPath
{
    /// <summary>
    /// Returns the path if it is local, otherwise the home page. Browsers read “//host” and “/\host” as other sites.
    /// </summary>
    public static string Of(string? asked) =>
        asked is ['/', ..] && (asked.Length == 1 || asked[1] is not ('/' or '\\')) && !asked.Any(char.IsControl)
            ? asked
            : "/";
}
