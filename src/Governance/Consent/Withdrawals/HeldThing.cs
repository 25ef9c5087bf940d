namespace Governance.Consent;

/// <summary>A thing with a name, such as a version, a recipient or a model; never the name of a subject or sample.</summary>
/// <param name="Count">How many of its samples or rows belong to the subject; 0 where that has no meaning.</param>
/// <param name="Id">Id for a link; null when no page shows the thing.</param>
public sealed record HeldThing(string Name, int Count, Guid? Id = null);
