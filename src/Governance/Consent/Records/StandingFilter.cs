namespace Governance.Consent;

/// <param name="PurposeId">Null = under any purpose; with <see cref="Standing.NoRecord"/>, under none at all.</param>
public sealed record StandingFilter(Standing Standing, Guid? PurposeId = null);
