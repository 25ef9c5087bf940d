using Governance.Platform;

namespace Governance.Audits;

/// <summary>A sentence of a report that takes no values.</summary>
/// <param name="Key">In <see cref="AuditTexts"/>.</param>
[Code("audit-text")]
internal sealed record AuditText(string Key) : Statement(AuditTexts.All[Key]);
