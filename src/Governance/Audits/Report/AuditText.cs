using Governance.Platform;

namespace Governance.Audits;

/// <param name="Key">In <see cref="AuditTexts"/>.</param>
[Code("audit-text")]
internal sealed record AuditText(string Key) : Statement(AuditTexts.All[Key]);
