using Governance.Platform;

namespace Governance.Curation;

/// <summary>Permissions of curation, which are also the names of the authorization policies.</summary>
public static class CurationPolicies
{
    /// <summary>Save recipes as drafts and seal them.</summary>
    public const string Seal = "curation.seal";

    internal static readonly Permission[] All = [new(Seal, "draw and seal versions", Roles.Steward)];
}
