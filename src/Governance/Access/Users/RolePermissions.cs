using Governance.Platform;

namespace Governance.Access;

/// <summary>What each role may do, gathered from the permissions that the capabilities register.</summary>
public sealed class RolePermissions(IEnumerable<Permission> permissions)
{
    /// <summary>Every permission there is, ordered by name.</summary>
    public IReadOnlyList<Permission> All { get; } = [.. permissions.OrderBy(p => p.Name, StringComparer.Ordinal)];

    public IReadOnlySet<string> Of(IEnumerable<string> roles)
    {
        var held = roles.ToHashSet(StringComparer.Ordinal);
        return All.Where(p => p.Roles.Any(held.Contains)).Select(p => p.Name).ToHashSet(StringComparer.Ordinal);
    }
}
