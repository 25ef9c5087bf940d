using Governance.Platform;

namespace Governance.Annotation;

/// <summary>The permissions of annotation and the roles that have them.</summary>
public static class AnnotationPolicies
{
    /// <summary>See projects, schemas and labels. An annotator sees only their own labels.</summary>
    public const string Read = "annotation.read";

    /// <summary>Create, close and reopen projects, add label schemas and reopen tasks.</summary>
    public const string Manage = "annotation.manage";

    /// <summary>Take tasks and save labels.</summary>
    public const string Annotate = "annotation.annotate";

    internal static readonly Permission[] All =
    [
        new(
            Read,
            "see annotation projects and their labels",
            Roles.Administrator,
            Roles.Steward,
            Roles.Compliance,
            Roles.Annotator,
            Roles.Ethics,
            Roles.Auditor
        ),
        new(Manage, "create and close annotation projects, add label schemas, reopen tasks", Roles.Steward),
        new(Annotate, "label samples", Roles.Annotator, Roles.Steward),
    ];
}
