using System.Text.Json.Nodes;

namespace Governance.Annotation;

/// <summary>A stored annotation of a task, as the workbench loads it.</summary>
/// <param name="Body">The W3C Web Annotation document.</param>
public sealed record SavedAnnotation(Guid Id, int Revision, JsonNode Body);
