using System.Security.Claims;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Governance.Access;

/// <summary>Builds the principal of a sign-in: who, the roles, and what these roles permit at this moment.</summary>
internal sealed class PortalPrincipalFactory(
    UserManager<User> users, RoleManager<IdentityRole<Guid>> roles, RolePermissions permissions, IOptions<IdentityOptions> options)
    : UserClaimsPrincipalFactory<User, IdentityRole<Guid>>(users, roles, options)
{
    protected override async Task<ClaimsIdentity> GenerateClaimsAsync(User user)
    {
        var identity = await base.GenerateClaimsAsync(user);
        identity.AddClaim(new Claim(AccessClaims.DisplayName, user.DisplayName));
        var held = identity.FindAll(Options.ClaimsIdentity.RoleClaimType).Select(c => c.Value);
        identity.AddClaims(permissions.Of(held).Select(p => new Claim(AccessClaims.Permission, p)));
        return identity;
    }
}
