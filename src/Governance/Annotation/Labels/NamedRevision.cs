namespace Governance.Annotation;

/// <summary>A revision of an annotation that the submitter expects to be saved.</summary>
public sealed record NamedRevision(Guid Id, int Revision);
