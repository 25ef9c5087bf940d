using System.Text.Json;

namespace Governance.Annotation;

/// <summary>One save of one annotation.</summary>
/// <param name="Id">Chosen by the browser.</param>
/// <param name="Revision">From 1 up; a revision has one content for ever.</param>
/// <param name="Body">The W3C document.</param>
public sealed record AnnotationSave(Guid Id, Guid TaskId, Guid LeaseToken, int Revision, JsonElement Body);
