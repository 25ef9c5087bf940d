namespace Governance.Web.Access;

/// <summary>The Retry-After header.</summary>
internal static class RetryAfter
{
    /// <summary>Formats a wait for the Retry-After header: whole seconds, at least 1.</summary>
    public static string Seconds(TimeSpan wait) =>
        Math.Max(1, (long)Math.Ceiling(wait.TotalSeconds)).ToString(System.Globalization.CultureInfo.InvariantCulture);
}
