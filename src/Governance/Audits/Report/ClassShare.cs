namespace Governance.Audits;

/// <summary>A class with the number of its assessed samples.</summary>
public sealed record ClassShare(string Class, int Count);
