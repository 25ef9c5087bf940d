using Governance.Platform;

namespace Governance.Curation;

public static class CurationPolicies
{
    public const string Seal = "curation.seal";

    internal static readonly Permission[] All = [new(Seal, "draw and seal versions", Roles.Steward)];
}
