using Governance.Platform;

namespace Governance.Models;

/// <summary>The answer of a gate to a move.</summary>
/// <param name="Gate">The gate's name.</param>
/// <param name="Answer">For the person who decides: what the gate found, compared with what it requires.</param>
/// <param name="Link">Page inside the portal with details, such as <c>/models/audits/…</c>; null = none.</param>
/// <param name="Digest">Digest of what the answer relies on (audit report, ethics decision), 64 hex characters; null =
/// nothing.</param>
public sealed record GateAnswer(string Gate, GateState State, Message Answer, string? Link, string? Digest)
{
    /// <summary>The answer as a sentence, at most <see cref="AliasGateAnswer.LongestLine"/> characters.</summary>
    public string Line => TextRule.Shorten(Answer.Text, AliasGateAnswer.LongestLine);
}
