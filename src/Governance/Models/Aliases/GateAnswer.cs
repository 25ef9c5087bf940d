using Governance.Platform;

namespace Governance.Models;

/// <param name="Gate">The gate's name.</param>
/// <param name="Answer">For the person who decides: what was found against what was asked for.</param>
/// <param name="Link">Page inside the portal where it can be looked at or mended, as <c>/audits/…</c>; null = none.</param>
/// <param name="Digest">What the answer is bound to, 64 hex characters: the audit report, the review's decision; null = nothing.</param>
public sealed record GateAnswer(string Gate, GateState State, Message Answer, string? Link, string? Digest)
{
    public string Line => TextRule.Shorten(Answer.Text, AliasGateAnswer.LongestLine);
}
