using Governance.Platform;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;

namespace Governance.Access;

public static class AccessModule
{
    public const int TriesBeforeLock = 5;
    public static readonly TimeSpan LockedFor = TimeSpan.FromMinutes(10);

    public static IServiceCollection AddAccess(this IServiceCollection services)
    {
        services.AddSingleton<RolePermissions>();
        services.AddSingleton<AccessRegister>();
        services.AddSingleton<TokenRegister>();
        services.AddSingleton<RoleSeed>();
        services.AddPermissions(AccessPolicies.All);
        // Stateless; Identity would register it for each scope, where the doors, which live as long as the host, could not take it.
        services.AddSingleton<ILookupNormalizer, UpperInvariantLookupNormalizer>();
        services.AddIdentityCore<User>(Rules)
            .AddRoles<IdentityRole<Guid>>()
            .AddEntityFrameworkStores<GovernanceDb>()
            .AddClaimsPrincipalFactory<PortalPrincipalFactory>()
            .AddDefaultTokenProviders();
        return services;
    }

    /// <summary>Length counts more than signs: NIST SP 800-63B §5.1.1.2 advises against composition rules.</summary>
    private static void Rules(IdentityOptions identity)
    {
        identity.Password.RequiredLength = 10;
        identity.Password.RequiredUniqueChars = 5;
        identity.Password.RequireDigit = false;
        identity.Password.RequireLowercase = false;
        identity.Password.RequireUppercase = false;
        identity.Password.RequireNonAlphanumeric = false;
        identity.Lockout.MaxFailedAccessAttempts = TriesBeforeLock;
        identity.Lockout.DefaultLockoutTimeSpan = LockedFor;
        identity.Lockout.AllowedForNewUsers = true;
        identity.User.RequireUniqueEmail = true;
    }
}
