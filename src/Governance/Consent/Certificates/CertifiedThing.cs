namespace Governance.Consent;

/// <summary>A version or a model that a withdrawal marked.</summary>
/// <param name="Holding">Where it is; see <see cref="ISubjectHolding.Name"/>.</param>
public sealed record CertifiedThing(string Holding, string Name, Guid? Id);
