namespace Governance.Audits;

/// <summary>A sentence that the first screen says.</summary>
/// <param name="Grave">It speaks against use.</param>
public sealed record Highlight(string Sentence, string Means, bool Grave);
