namespace Governance.Web.Layout;

/// <summary>The person in front of the page: the zone of their browser. UTC until the browser has said it.</summary>
public sealed class Viewer
{
    public TimeZoneInfo Zone { get; private set; } = TimeZoneInfo.Utc;

    public event Action? Changed;

    public void SetZone(string? id)
    {
        if (id is null || !TimeZoneInfo.TryFindSystemTimeZoneById(id, out var zone))
            return;
        Zone = zone;
        Changed?.Invoke();
    }
}
