namespace Governance.Platform;

/// <summary>
/// A permission, with the roles that have it. Each capability lists its own in its policies file.
/// </summary>
/// <param name="Name"><c>capability.verb</c>.</param>
/// <param name="InWords">What it allows, beginning with a verb.</param>
public sealed record Permission(string Name, string InWords, params string[] Roles);
