using Governance.Platform;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;

namespace Governance.Access;

/// <summary>Registers users, roles, tokens and sign-in sessions.</summary>
public static class AccessModule
{
    /// <summary>Minimum length of a password, in characters.</summary>
    public const int PasswordLength = 10;

    /// <summary>Minimum number of different characters in a password.</summary>
    public const int PasswordVariety = 5;

    /// <summary>Wrong passwords in a row after which sign-in to the account pauses.</summary>
    public const int TriesBeforePause = 5;

    /// <summary>How long the pause after wrong passwords lasts.</summary>
    public static readonly TimeSpan PausedFor = TimeSpan.FromMinutes(10);

    /// <summary>Adds the services and permissions of Access.</summary>
    public static IServiceCollection AddAccess(this IServiceCollection services)
    {
        services.AddSingleton<RolePermissions>();
        services.AddSingleton<Users>();
        services.AddSingleton<AccessTokens>();
        services.AddSingleton<SignInSessions>();
        services.AddSingleton<RoleSeed>();
        services.AddSingleton<SampleSignIns>();
        services.AddPermissions(AccessPolicies.All);
        // The doors are singletons and need a singleton; Identity registers a scoped one unless there is one already. It is stateless.
        services.AddSingleton<ILookupNormalizer, UpperInvariantLookupNormalizer>();
        services
            .AddIdentityCore<User>(Rules)
            .AddRoles<IdentityRole<Guid>>()
            .AddEntityFrameworkStores<GovernanceDb>()
            // The cookie only identifies the user; permissions are read at each request.
            .AddClaimsPrincipalFactory<UserClaimsPrincipalFactory<User>>()
            .AddPasswordValidator<GuessablePasswords>()
            .AddDefaultTokenProviders();
        return services;
    }

    /// <summary>
    /// NIST SP 800-63B §5.1.1.2 advises against composition rules, so only length and variety count. The pause after wrong
    /// passwords stops further sign-ins with a password, not sessions or tokens.
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
