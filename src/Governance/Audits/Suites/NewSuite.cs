namespace Governance.Audits;

/// <summary>A version of an audit suite to propose.</summary>
/// <param name="Name">1 to 40 lower-case letters, digits and hyphens; an existing name gets its next version.</param>
/// <param name="Suite">The thresholds and settings; at least one threshold.</param>
/// <param name="Reason">Why these thresholds.</param>
public sealed record NewSuite(string Name, AuditSuite Suite, string Reason);
