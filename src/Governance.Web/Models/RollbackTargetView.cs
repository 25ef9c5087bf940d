namespace Governance.Web.Models;

internal sealed record RollbackTargetView(int Number, CoverView Consent, string? Fault, bool Clean);
