namespace Governance.Web.Layout;

/// <summary>The time zone of the person's browser.</summary>
public sealed class Viewer
{
    /// <summary>The zone in which pages show times; UTC until the browser has reported its own.</summary>
    public TimeZoneInfo Zone { get; private set; } = TimeZoneInfo.Utc;

    /// <summary>Raised after a change of the zone.</summary>
    public event Action? Changed;

    /// <summary>Sets the zone by its IANA id; an unknown id, or null, changes nothing.</summary>
    public void SetZone(string? id)
    {
        if (id is null || !TimeZoneInfo.TryFindSystemTimeZoneById(id, out var zone))
            return;
        Zone = zone;
        Changed?.Invoke();
    }
}
