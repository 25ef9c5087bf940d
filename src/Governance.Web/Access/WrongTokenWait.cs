namespace Governance.Web.Access;

/// <summary>How long the address of this request has to wait.</summary>
internal sealed record WrongTokenWait(TimeSpan Wait);
