namespace Governance.Web.Access;

internal static class RetryAfter
{
    /// <summary>Whole seconds, at least one: the header takes no less.</summary>
    public static string Seconds(TimeSpan wait) =>
        Math.Max(1, (long)Math.Ceiling(wait.TotalSeconds)).ToString(System.Globalization.CultureInfo.InvariantCulture);
}
