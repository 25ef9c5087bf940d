namespace Governance.Consent;

/// <summary>Selects the subjects with a consent status.</summary>
/// <param name="PurposeId">Null = for at least one purpose; with <see cref="Standing.NoRecord"/>, for no purpose at all.</param>
public sealed record StandingFilter(Standing Standing, Guid? PurposeId = null);
