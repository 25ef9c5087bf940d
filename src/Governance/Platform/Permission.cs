namespace Governance.Platform;

/// <summary>
/// Something one may do, named <c>capability.verb</c>, with the roles that carry it from the start.
/// Each capability lists its own in its policies file.
/// </summary>
public sealed record Permission(string Name, string InWords, params string[] Roles);
