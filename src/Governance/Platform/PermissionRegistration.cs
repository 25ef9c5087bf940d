using Microsoft.Extensions.DependencyInjection;

namespace Governance.Platform;

public static class PermissionRegistration
{
    public static IServiceCollection AddPermissions(this IServiceCollection services, params Permission[] permissions)
    {
        foreach (var permission in permissions)
            services.AddSingleton(permission);
        return services;
    }
}
