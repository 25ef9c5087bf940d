using Governance.Platform;

namespace Governance.Annotation;

[RefusalCode("project-name-missing")]
public sealed record ProjectNameMissing()
    : Refusal("The annotation project has no name.", "Give it one of 1 to 120 characters.");

[RefusalCode("schema-missing")]
public sealed record SchemaMissing()
    : Refusal(
        "The annotation project has no label schema.",
        "Name a schema version, or describe a new schema; not both."
    );

[RefusalCode("schema-unusable")]
public sealed record SchemaUnusable(string Fault)
    : Refusal($"The label schema cannot be used: {Fault}.", "Correct the definition.");

[RefusalCode("schema-name-missing")]
public sealed record SchemaNameMissing()
    : Refusal("The label schema has no name.", "Give it one of 1 to 120 characters.");

[RefusalCode("schema-name-taken")]
public sealed record SchemaNameTaken(string Name)
    : Refusal($"There is already a label schema “{Name}”.", "Add a version to it, or choose another name.")
{
    public override RefusalKind Kind => RefusalKind.Conflict;
}

[RefusalCode("version-is-empty")]
public sealed record VersionIsEmpty(string Name)
    : Refusal($"Version “{Name}” holds no sample to label.", "Choose another version.");

[RefusalCode("project-is-closed")]
public sealed record ProjectIsClosed(string Name)
    : Refusal($"The annotation project “{Name}” is closed.", "Ask its steward to open it again.");

[RefusalCode("lease-lost")]
public sealed record LeaseLost()
    : Refusal("This task is no longer yours.", "Take it again; what you labelled is still in your browser.")
{
    public override RefusalKind Kind => RefusalKind.Conflict;
}

[RefusalCode("skip-reason-missing")]
public sealed record SkipReasonMissing()
    : Refusal("Skipping a task needs a reason.", "Say in up to 500 characters why it cannot be labelled.");

[RefusalCode("task-not-ended")]
public sealed record TaskNotEnded()
    : Refusal("This task is still open.", "Only submitted and skipped tasks can be opened again.")
{
    public override RefusalKind Kind => RefusalKind.Conflict;
}

[RefusalCode("not-permitted")]
public sealed record NotPermitted(string Reason)
    : Refusal($"This sample may not be labelled: {Reason}.", "Go on to the next one. Nothing more is kept of it.")
{
    public override RefusalKind Kind => RefusalKind.Forbidden;
}

[RefusalCode("part-withheld")]
public sealed record PartWithheld(string Part)
    : Refusal($"The part “{Part}” may not be seen for this purpose.", "Label what is shown.")
{
    public override RefusalKind Kind => RefusalKind.Forbidden;
}

[RefusalCode("body-invalid")]
public sealed record BodyInvalid(string Member, string Fault)
    : Refusal($"The annotation cannot be kept. {Member}: {Fault}.", "Correct it and save it again.");

[RefusalCode("revision-not-positive")]
public sealed record RevisionNotPositive(int Revision) : Refusal($"{Revision} is no revision.", "Count from 1.");

[RefusalCode("revision-conflict")]
public sealed record RevisionConflict(int CurrentRevision)
    : Refusal(
        $"The annotation is already at revision {CurrentRevision}, with other content.",
        "Save with a higher revision."
    )
{
    public override RefusalKind Kind => RefusalKind.Conflict;
}

[RefusalCode("annotation-elsewhere")]
public sealed record AnnotationElsewhere(Guid Id)
    : Refusal($"The annotation {Id} belongs to another task.", "Choose a new id.");

[RefusalCode("too-many-annotations")]
public sealed record TooManyAnnotations(int Most)
    : Refusal(
        $"This task holds {Most} annotations, which is the most.",
        "Delete some, or skip the task with a reason."
    );

[RefusalCode("annotations-not-arrived")]
public sealed record AnnotationsNotArrived(int Count, Guid First, int Revision)
    : Refusal(
        $"{Count} of the submitted annotations are not here in the submitted revision; the first is {First}, revision {Revision}.",
        "Save them, then submit again."
    );

[RefusalCode("required-field-empty")]
public sealed record RequiredFieldEmpty(string Fields)
    : Refusal($"Still to be labelled: {Fields}.", "Fill it in, or skip the task with a reason.");

[RefusalCode("one-option-only")]
public sealed record OneOptionOnly(string Field)
    : Refusal($"“{Field}” takes one option, and several are chosen.", "Keep one of them.");
