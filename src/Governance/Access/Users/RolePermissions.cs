using Governance.Platform;

namespace Governance.Access;

/// <summary>The permissions of each role, collected from what the capabilities register.</summary>
public sealed class RolePermissions(IEnumerable<Permission> permissions)
{
    /// <summary>All permissions, ordered by name.</summary>
    public IReadOnlyList<Permission> All { get; } = [.. permissions.OrderBy(p => p.Name, StringComparer.Ordinal)];

    /// <summary>Returns the names of the permissions that at least one of the roles has.</summary>
    public IReadOnlySet<string> Of(IEnumerable<string> roles)
    {
        var held = roles.ToHashSet(StringComparer.Ordinal);
        return All.Where(p => p.Roles.Any(held.Contains)).Select(p => p.Name).ToHashSet(StringComparer.Ordinal);
    }
}
