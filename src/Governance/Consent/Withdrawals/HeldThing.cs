namespace Governance.Consent;

/// <summary>One thing with a name: a version, a recipient, a model. Never a name of the subject or of a sample.</summary>
/// <param name="Count">How much of it is the subject's; 0 where that says nothing.</param>
public sealed record HeldThing(string Name, int Count, Guid? Id = null);
