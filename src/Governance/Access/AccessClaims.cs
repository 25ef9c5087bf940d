using System.Security.Claims;
using Governance.Platform;

namespace Governance.Access;

/// <summary>The claims by which a signed-in person is known inside the portal.</summary>
public static class AccessClaims
{
    /// <summary>One for each permission held; every permission's name is also an authorization policy that asks for it.</summary>
    public const string Permission = "permission";
    public const string DisplayName = "display_name";

    /// <summary>The sign-in session of a cookie.</summary>
    public const string Session = "session";

    /// <summary>Identity's name for it; it changes with the password.</summary>
    public const string SecurityStamp = "AspNet.Identity.SecurityStamp";

    /// <summary>Who acts, from the claims alone; somebody who is not signed in may do nothing.</summary>
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

    /// <param name="scheme">Of the authentication, which becomes the identity's type.</param>
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

    /// <param name="scheme">Of the authentication, which becomes the identity's type.</param>
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
