using Microsoft.Extensions.DependencyInjection;

namespace Governance.Platform;

/// <summary>Registers permissions.</summary>
public static class PermissionRegistration
{
    /// <summary>Registers the permissions of a capability, so that roles and tokens can carry them.</summary>
    public static IServiceCollection AddPermissions(this IServiceCollection services, params Permission[] permissions)
    {
        foreach (var permission in permissions)
            services.AddSingleton(permission);
        return services;
    }
}
