namespace Governance.Audits;

public sealed record ClassGap(string Class, double Gap);
