using System.Text.Json;

namespace Governance.Annotation;

/// <summary>One save of one annotation.</summary>
/// <param name="Id">Chosen by the client.</param>
/// <param name="Revision">From 1 up; the content of a revision never changes.</param>
/// <param name="Body">The W3C Web Annotation document.</param>
public sealed record AnnotationSave(Guid Id, Guid TaskId, Guid LeaseToken, int Revision, JsonElement Body);
