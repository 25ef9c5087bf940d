using Governance.Annotation;
using Governance.Platform;
using Governance.Web.Home;

namespace Governance.Web.Annotation;

/// <summary>The annotator's lines of the home page: how many samples are left to label in each open project.</summary>
internal static class AnnotationLines
{
    public static IServiceCollection AddAnnotationLines(this IServiceCollection services) =>
        services.AddHomeLines(WaitingAsync);

    private static async Task<IReadOnlyList<HomeLine>> WaitingAsync(
        IServiceProvider services,
        Actor actor,
        CancellationToken ct
    )
    {
        if (!actor.May(AnnotationPolicies.Annotate))
            return [];
        var projects = await services.GetRequiredService<AnnotationProjects>().ListAsync(actor, null, 20, ct);
        if (!projects.Ok)
            return [];
        return
        [
            .. projects
                .Value.Items.Where(p => p.State == ProjectState.Open)
                .Select(p => new HomeLine(
                    HomePart.Waiting,
                    p.Progress.Remaining,
                    $"{(p.Progress.Remaining == 1 ? "sample" : "samples")} to label in “{p.Name}”",
                    $"/annotate/{p.Id}"
                )),
        ];
    }
}
