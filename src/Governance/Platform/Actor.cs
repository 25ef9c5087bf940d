namespace Governance.Platform;

/// <summary>
/// The person or the portal that acts, with its permissions. Every door takes one, checks it, and records it in provenance
/// and ledger.
/// </summary>
public sealed record Actor(Guid UserId, string Name, IReadOnlySet<string> Permissions)
{
    /// <summary>Means every permission; no role has it.</summary>
    public const string Anything = "*";

    /// <summary>The portal itself: sweeps, the sample workspace, jobs that nobody started.</summary>
    public static Actor Portal { get; } = new(Guid.Empty, "portal", new HashSet<string> { Anything });

    /// <summary>Whether the actor has the permission.</summary>
    public bool May(string permission) => Permissions.Contains(permission) || Permissions.Contains(Anything);

    /// <summary>The refusal to return when the permission is missing, or null when it is there.</summary>
    public Refusal? Lacks(string permission) => May(permission) ? null : new NotAllowed(permission);
}
