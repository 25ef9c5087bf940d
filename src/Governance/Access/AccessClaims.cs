using System.Security.Claims;
using Governance.Platform;

namespace Governance.Access;

/// <summary>The claims by which a signed-in person is known inside the portal.</summary>
public static class AccessClaims
{
    /// <summary>One for each permission held; every permission's name is also an authorization policy that asks for it.</summary>
    public const string Permission = "permission";
    public const string DisplayName = "display_name";

    /// <summary>Who acts, from the claims alone; somebody who is not signed in may do nothing.</summary>
    public static Actor ToActor(this ClaimsPrincipal user)
    {
        if (user.Identity?.IsAuthenticated != true || !Guid.TryParse(user.FindFirstValue(ClaimTypes.NameIdentifier), out var id))
            return new(Guid.Empty, "nobody", new HashSet<string>());
        return new(id, user.FindFirstValue(DisplayName) ?? user.Identity.Name ?? "unnamed",
            user.FindAll(Permission).Select(c => c.Value).ToHashSet(StringComparer.Ordinal));
    }
}
