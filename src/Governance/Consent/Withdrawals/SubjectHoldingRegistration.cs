using Microsoft.Extensions.DependencyInjection;

namespace Governance.Consent;

public static class SubjectHoldingRegistration
{
    public static IServiceCollection AddSubjectHolding<T>(this IServiceCollection services)
        where T : class, ISubjectHolding => services.AddSingleton<ISubjectHolding, T>();
}
