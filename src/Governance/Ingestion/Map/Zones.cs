namespace Governance.Ingestion;

/// <summary>IANA zones by name.</summary>
internal static class Zones
{
    // Windows names resolve on some machines only.
    public static bool Known(string name) =>
        (name == "UTC" || name.Contains('/')) && TimeZoneInfo.TryFindSystemTimeZoneById(name, out _);

    public static TimeZoneInfo Find(string name) => TimeZoneInfo.FindSystemTimeZoneById(name);
}
