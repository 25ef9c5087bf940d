using Governance.Platform;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;

namespace Governance.Access;

public static class AccessModule
{
    public const int PasswordLength = 10;
    public const int PasswordVariety = 5;
    public const int TriesBeforePause = 5;
    public static readonly TimeSpan PausedFor = TimeSpan.FromMinutes(10);

    public static IServiceCollection AddAccess(this IServiceCollection services)
    {
        services.AddSingleton<RolePermissions>();
        services.AddSingleton<Users>();
        services.AddSingleton<AccessTokens>();
        services.AddSingleton<SignInSessions>();
        services.AddSingleton<RoleSeed>();
        services.AddSingleton<SampleSignIns>();
        services.AddPermissions(AccessPolicies.All);
        // Stateless; Identity would register it for each scope, where the doors, which live as long as the host, could not take it.
        services.AddSingleton<ILookupNormalizer, UpperInvariantLookupNormalizer>();
        services
            .AddIdentityCore<User>(Rules)
            .AddRoles<IdentityRole<Guid>>()
            .AddEntityFrameworkStores<GovernanceDb>()
            // A cookie says who; what they may do is read at each request.
            .AddClaimsPrincipalFactory<UserClaimsPrincipalFactory<User>>()
            .AddPasswordValidator<GuessablePasswords>()
            .AddDefaultTokenProviders();
        return services;
    }

    /// <summary>
    /// Length counts more than signs: NIST SP 800-63B §5.1.1.2 advises against composition rules. A pause after wrong passwords
    /// stops nothing but further passwords.
    /// </summary>
    private static void Rules(IdentityOptions identity)
    {
        identity.Password.RequiredLength = PasswordLength;
        identity.Password.RequiredUniqueChars = PasswordVariety;
        identity.Password.RequireDigit = false;
        identity.Password.RequireLowercase = false;
        identity.Password.RequireUppercase = false;
        identity.Password.RequireNonAlphanumeric = false;
        identity.Lockout.MaxFailedAccessAttempts = TriesBeforePause;
        identity.Lockout.DefaultLockoutTimeSpan = PausedFor;
        identity.Lockout.AllowedForNewUsers = true;
        identity.User.RequireUniqueEmail = true;
    }
}
