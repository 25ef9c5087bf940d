namespace Governance.Annotation;

/// <summary>Section <c>Annotation</c> of the configuration.</summary>
public sealed class AnnotationOptions
{
    /// <summary>How long a task stays with an annotator whose browser says nothing.</summary>
    public TimeSpan Lease { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>Largest annotation body, in bytes of UTF-8.</summary>
    public int MaxBodyBytes { get; set; } = 64 * 1024;

    /// <summary>Most annotations of one task, deleted ones included.</summary>
    public int MaxAnnotationsPerTask { get; set; } = 2000;
}
