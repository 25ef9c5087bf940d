namespace Governance.Web.Models;

/// <summary>A version that an alias can roll back to, in the API.</summary>
internal sealed record RollbackTargetView(int Number, CoverView Consent, string? Fault, bool Clean);
