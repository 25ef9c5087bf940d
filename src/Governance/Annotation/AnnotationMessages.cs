using Governance.Platform;

namespace Governance.Annotation;

// What a withdrawal reaches.
[Code("held-annotations")]
internal sealed record HeldAnnotations() : Statement("labelling tasks with their labels");

[Code("annotations-deleted")]
internal sealed record AnnotationsDeleted()
    : Statement("What people said about the samples is deleted with them; a task in somebody's hands is taken back.");
