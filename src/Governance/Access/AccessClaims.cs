using System.Security.Claims;
using Governance.Platform;

namespace Governance.Access;

/// <summary>The claims of a signed-in user or token, and their conversion to an <see cref="Actor"/>.</summary>
public static class AccessClaims
{
    /// <summary>
    /// One claim for each permission held. The name of every permission is also the name of the authorization policy that
    /// requires it.
    /// </summary>
    public const string Permission = "permission";

    /// <summary>The display name, as other users see it.</summary>
    public const string DisplayName = "display_name";

    /// <summary>Id of the sign-in session; only principals of a cookie have it.</summary>
    public const string Session = "session";

    /// <summary>The claim type that Identity uses; its value changes with the password and when the account is locked.</summary>
    public const string SecurityStamp = "AspNet.Identity.SecurityStamp";

    /// <summary>Converts the claims to an actor, without a query. An anonymous principal becomes an actor without permissions.</summary>
    public static Actor ToActor(this ClaimsPrincipal user)
    {
        if (
            user.Identity?.IsAuthenticated != true
            || !Guid.TryParse(user.FindFirstValue(ClaimTypes.NameIdentifier), out var id)
        )
            return new(Guid.Empty, "nobody", new HashSet<string>());
        return new(
            id,
            user.FindFirstValue(DisplayName) ?? user.Identity.Name ?? "unnamed",
            user.FindAll(Permission).Select(c => c.Value).ToHashSet(StringComparer.Ordinal)
        );
    }

    /// <summary>Returns the principal of a request with a token; its permissions are limited to the scopes of the token.</summary>
    /// <param name="scheme">The authentication scheme, which becomes the identity's type.</param>
    public static ClaimsPrincipal ToPrincipal(this TokenHolder holder, string scheme) =>
        new(
            Identity(
                scheme,
                holder.User.Id,
                holder.User.UserName!,
                holder.User.DisplayName,
                holder.Roles,
                holder.Permissions
            )
        );

    /// <summary>Returns the principal of a signed-in user, with the roles and permissions of this moment.</summary>
    /// <param name="scheme">The authentication scheme, which becomes the identity's type.</param>
    public static ClaimsPrincipal ToPrincipal(this PresentSignIn present, string scheme)
    {
        var identity = Identity(
            scheme,
            present.UserId,
            present.UserName,
            present.DisplayName,
            present.Roles,
            present.Permissions
        );
        identity.AddClaim(new(Session, present.SessionId.ToString()));
        identity.AddClaim(new(SecurityStamp, present.SecurityStamp));
        return new(identity);
    }

    private static ClaimsIdentity Identity(
        string scheme,
        Guid id,
        string userName,
        string displayName,
        IEnumerable<string> roles,
        IEnumerable<string> permissions
    )
    {
        var identity = new ClaimsIdentity(scheme, ClaimTypes.Name, ClaimTypes.Role);
        identity.AddClaim(new(ClaimTypes.NameIdentifier, id.ToString()));
        identity.AddClaim(new(ClaimTypes.Name, userName));
        identity.AddClaim(new(DisplayName, displayName));
        identity.AddClaims(roles.Select(r => new Claim(ClaimTypes.Role, r)));
        identity.AddClaims(permissions.Select(p => new Claim(Permission, p)));
        return identity;
    }
}
