namespace Governance.Annotation;

/// <summary>Section <c>Annotation</c> of the configuration.</summary>
public sealed class AnnotationOptions
{
    /// <summary>How long an annotator holds a task after the last heartbeat; at least 10 seconds.</summary>
    public TimeSpan Lease { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>Largest annotation body, in bytes of UTF-8: 1 KiB to 1 MiB.</summary>
    public int MaxBodyBytes { get; set; } = 64 * 1024;

    /// <summary>Maximum number of annotations of one task, deleted ones included.</summary>
    public int MaxAnnotationsPerTask { get; set; } = 2000;
}
