using Governance.Catalog;
using Governance.Consent;
using Governance.Platform;
using Microsoft.Extensions.DependencyInjection;

namespace Governance.Annotation;

/// <summary>Registers the annotation capability.</summary>
public static class AnnotationModule
{
    /// <summary>Adds the doors, the options, the holding and the permissions of annotation.</summary>
    public static IServiceCollection AddAnnotation(this IServiceCollection services)
    {
        services
            .AddOptions<AnnotationOptions>()
            .BindConfiguration("Annotation")
            .Validate(o => o.Lease >= TimeSpan.FromSeconds(10), "Annotation:Lease must be 10 seconds or more.")
            .Validate(
                o => o.MaxBodyBytes is >= 1024 and <= 1024 * 1024,
                "Annotation:MaxBodyBytes must be between 1024 and 1048576."
            )
            .Validate(o => o.MaxAnnotationsPerTask >= 1, "Annotation:MaxAnnotationsPerTask must be 1 or more.")
            .ValidateOnStart();
        return services
            .AddSingleton<LabelSchemas>()
            .AddSingleton<AnnotationProjects>()
            .AddSingleton<TaskQueue>()
            .AddSingleton<Annotations>()
            .AddSingleton<TaskContents>()
            .AddSingleton<IExportPaper, AnnotationPaper>()
            .AddSingleton<IVersionUse, ProjectSuccession>()
            .AddSubjectHolding<AnnotationHolding>()
            .AddPermissions(AnnotationPolicies.All);
    }
}
