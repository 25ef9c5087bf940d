namespace Governance.Web.Access;

/// <summary>How long an address has to wait, for the answer to this request.</summary>
internal sealed record WrongTokenWait(TimeSpan Wait);
