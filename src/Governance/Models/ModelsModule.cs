using Governance.Platform;
using Microsoft.Extensions.DependencyInjection;

namespace Governance.Models;

public static class ModelsModule
{
    public static IServiceCollection AddModels(this IServiceCollection services) => services
        .AddPermissions(ModelsPolicies.All);
}
