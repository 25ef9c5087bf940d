using Governance.Platform;

namespace Governance.Annotation;

[Code("held-annotations")]
internal sealed record HeldAnnotations() : Statement("annotation tasks with their labels");

[Code("annotations-deleted")]
internal sealed record AnnotationsDeleted()
    : Statement("The annotation tasks are deleted with their labels, also tasks that an annotator holds now.");
