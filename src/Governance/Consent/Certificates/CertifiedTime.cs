namespace Governance.Consent;

/// <summary>Who did something, and when, in a certificate.</summary>
/// <param name="By">The user's name at that time, or “portal”.</param>
public sealed record CertifiedTime(string By, DateTimeOffset At);
