namespace Governance.Audits;

public sealed record ClassShare(string Class, int Count);
