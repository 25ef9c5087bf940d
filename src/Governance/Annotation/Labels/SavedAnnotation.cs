using System.Text.Json.Nodes;

namespace Governance.Annotation;

public sealed record SavedAnnotation(Guid Id, int Revision, JsonNode Body);
