using Governance.Platform;

namespace Governance.Annotation;

public static class AnnotationPolicies
{
    public const string Read = "annotation.read";
    public const string Manage = "annotation.manage";
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
        new(Manage, "set up annotation projects and schemas", Roles.Steward),
        new(Annotate, "label samples", Roles.Annotator, Roles.Steward),
    ];
}
