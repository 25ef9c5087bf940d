namespace Governance.Consent;

/// <summary>A sentence of a certificate with its code.</summary>
public sealed record CertifiedSentence(string Code, string Text);
