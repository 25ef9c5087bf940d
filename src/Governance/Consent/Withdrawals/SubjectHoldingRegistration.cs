using Microsoft.Extensions.DependencyInjection;

namespace Governance.Consent;

/// <summary>Registers holdings.</summary>
public static class SubjectHoldingRegistration
{
    /// <summary>Adds a holding to the previews, erasures and certificates of withdrawals.</summary>
    public static IServiceCollection AddSubjectHolding<T>(this IServiceCollection services)
        where T : class, ISubjectHolding => services.AddSingleton<ISubjectHolding, T>();
}
