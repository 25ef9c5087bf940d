using Governance.Consent;
using Governance.Platform;

namespace Governance.Annotation;

/// <summary>The new project has no name.</summary>
[RefusalCode("project-name-missing")]
public sealed record ProjectNameMissing()
    : Refusal("The annotation project has no name.", "Enter a name of 1 to 120 characters.");

/// <summary>The new project names no schema, or both an existing and a new one.</summary>
[RefusalCode("schema-missing")]
public sealed record SchemaMissing()
    : Refusal(
        "An annotation project needs exactly one label schema.",
        "Name an existing schema version or define a new schema, not both."
    );

/// <summary>The definition of a label schema breaks a rule.</summary>
/// <param name="Fault">The first rule that it breaks (see <c>SchemaFaults.cs</c>).</param>
[RefusalCode("schema-unusable")]
public sealed record SchemaUnusable(Message Fault)
    : Refusal($"The label schema cannot be used: {Fault.Text}.", "Correct the definition.");

/// <summary>The new label schema has no name.</summary>
[RefusalCode("schema-name-missing")]
public sealed record SchemaNameMissing()
    : Refusal("The label schema has no name.", "Enter a name of 1 to 120 characters.");

/// <summary>Another label schema has this name.</summary>
[RefusalCode("schema-name-taken")]
public sealed record SchemaNameTaken(string Name)
    : Refusal($"There is already a label schema “{Name}”.", "Add a version to it, or choose another name.")
{
    public override RefusalKind Kind => RefusalKind.Conflict;
}

/// <summary>The dataset version has no samples, so it has no tasks.</summary>
[RefusalCode("version-is-empty")]
public sealed record VersionIsEmpty(string Name)
    : Refusal($"Version “{Name}” has no samples to label.", "Choose another version.");

/// <summary>A closed project hands out no tasks and saves no labels.</summary>
[RefusalCode("project-is-closed")]
public sealed record ProjectIsClosed(string Name)
    : Refusal($"The annotation project “{Name}” is closed.", "Ask a data steward to reopen it.");

/// <summary>The caller does not hold the task under this lease: it ended, somebody else has the task, or the task has ended.</summary>
[RefusalCode("lease-lost")]
public sealed record LeaseLost()
    : Refusal("You do not hold this task.", "Take the task again. The workbench keeps unsent labels in the browser.")
{
    public override RefusalKind Kind => RefusalKind.Conflict;
}

/// <summary>A task was skipped without a reason.</summary>
[RefusalCode("skip-reason-missing")]
public sealed record SkipReasonMissing()
    : Refusal("Skipping a task needs a reason.", "Explain in up to 500 characters why it cannot be labelled.");

/// <summary>An open task cannot be reopened.</summary>
[RefusalCode("task-not-ended")]
public sealed record TaskNotEnded()
    : Refusal("This task is still open.", "Only submitted and skipped tasks can be reopened.")
{
    public override RefusalKind Kind => RefusalKind.Conflict;
}

/// <summary>Consent does not permit labelling the sample now.</summary>
[RefusalCode("not-permitted")]
public sealed record NotPermitted(Exclusion Reason)
    : Refusal(
        $"This sample may not be labelled: {Reason.InWords()}.",
        "Continue with the next task. No more labels are saved for this sample."
    )
{
    public override RefusalKind Kind => RefusalKind.Forbidden;
}

/// <summary>Consent does not cover the modality of the part.</summary>
[RefusalCode("part-withheld")]
public sealed record PartWithheld(string Part)
    : Refusal($"Consent for this purpose does not cover the part “{Part}”.", "Label the parts that are shown.")
{
    public override RefusalKind Kind => RefusalKind.Forbidden;
}

/// <summary>A W3C annotation breaks the model, the schema or the sample.</summary>
/// <param name="Member">Path of the wrong member, such as <c>target.selector.value</c>.</param>
/// <param name="Fault">What is wrong with it (see <c>BodyFaults.cs</c>).</param>
[RefusalCode("body-invalid")]
public sealed record BodyInvalid(string Member, Message Fault)
    : Refusal($"The annotation cannot be saved. {Member}: {Fault.Text}.", "Correct it and save it again.");

/// <summary>A revision is less than 1.</summary>
[RefusalCode("revision-not-positive")]
public sealed record RevisionNotPositive(int Revision)
    : Refusal($"“{Revision}” is not a valid revision.", "Use a whole number from 1.");

/// <summary>The stored revision is the same or higher and differs from the sent one.</summary>
/// <param name="CurrentRevision">The stored revision.</param>
[RefusalCode("revision-conflict")]
public sealed record RevisionConflict(int CurrentRevision)
    : Refusal(
        $"The annotation is already at revision {CurrentRevision}, with other content.",
        "Save with a higher revision."
    )
{
    public override RefusalKind Kind => RefusalKind.Conflict;
}

/// <summary>The id is already used by an annotation of another task.</summary>
[RefusalCode("annotation-elsewhere")]
public sealed record AnnotationElsewhere(Guid Id)
    : Refusal($"The annotation {Id} belongs to another task.", "Choose a new id.");

/// <summary>The task has <see cref="AnnotationOptions.MaxAnnotationsPerTask"/> annotations.</summary>
[RefusalCode("too-many-annotations")]
public sealed record TooManyAnnotations(int Most)
    : Refusal(
        $"This task already has the maximum of {Most} annotations, deleted ones included.",
        "Change an existing annotation, or skip the task with a reason."
    );

/// <summary>The submission names revisions that are not stored.</summary>
/// <param name="Count">How many are not stored.</param>
/// <param name="First">Id of the first of them.</param>
/// <param name="Revision">Revision in which the first was submitted.</param>
[RefusalCode("annotations-not-arrived")]
public sealed record AnnotationsNotArrived(int Count, Guid First, int Revision)
    : Refusal(
        $"{Count} submitted {(Count == 1 ? "annotation is" : "annotations are")} not saved in the submitted revision; "
            + $"the first is {First}, revision {Revision}.",
        "Save every annotation, then submit the task again."
    );

/// <summary>Required fields that the sample has parts for carry no label.</summary>
/// <param name="Fields">Labels of the fields in quotes, separated by commas.</param>
[RefusalCode("required-field-empty")]
public sealed record RequiredFieldEmpty(string Fields)
    : Refusal($"Required fields without a label: {Fields}.", "Label them, or skip the task with a reason.");

/// <summary>A choice with single selection has several options.</summary>
/// <param name="Field">Label of the field.</param>
[RefusalCode("one-option-only")]
public sealed record OneOptionOnly(string Field)
    : Refusal($"“{Field}” allows one option, but several are chosen.", "Keep one of them.");

/// <summary>A workbench asks about no task, or about too many.</summary>
[RefusalCode("held-tasks-out-of-range")]
public sealed record HeldTasksOutOfRange(int Count)
    : Refusal($"“taskIds” has {Count:N0} ids.", $"Send 1 to {TaskContents.MostHeld} ids in one request.");
