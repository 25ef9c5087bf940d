namespace Governance.Annotation;

public sealed record NamedRevision(Guid Id, int Revision);
