using Microsoft.Extensions.DependencyInjection;

namespace Governance.Platform;

/// <summary>
/// Something one may do, named <c>capability.verb</c>, with the roles that carry it from the start.
/// Each capability lists its own in its policies file.
/// </summary>
public sealed record Permission(string Name, string InWords, params string[] Roles);

/// <summary>The six roles of an installation.</summary>
public static class Roles
{
    public const string Administrator = "administrator";
    public const string Steward = "steward";
    public const string Compliance = "compliance officer";
    public const string Annotator = "annotator";
    public const string Ethics = "ethics reviewer";
    public const string Auditor = "auditor";

    public static readonly string[] All = [Administrator, Steward, Compliance, Annotator, Ethics, Auditor];
}

public static class PermissionRegistration
{
    public static IServiceCollection AddPermissions(this IServiceCollection services, params Permission[] permissions)
    {
        foreach (var permission in permissions)
            services.AddSingleton(permission);
        return services;
    }
}
