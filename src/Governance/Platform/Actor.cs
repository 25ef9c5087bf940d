namespace Governance.Platform;

/// <summary>
/// Who acts, with what they may do. Every door takes one, checks it again, and writes it into provenance and ledger.
/// </summary>
public sealed record Actor(Guid UserId, string Name, IReadOnlySet<string> Permissions)
{
    /// <summary>Every permission in one; no role carries it.</summary>
    public const string Anything = "*";

    /// <summary>The portal itself: sweeps, the sample workspace, jobs that nobody started.</summary>
    public static Actor Portal { get; } = new(Guid.Empty, "portal", new HashSet<string> { Anything });

    public bool May(string permission) => Permissions.Contains(permission) || Permissions.Contains(Anything);

    /// <summary>The refusal to return when the permission is missing, or null when it is there.</summary>
    public Refusal? Lacks(string permission) => May(permission) ? null : new NotAllowed(permission);
}
