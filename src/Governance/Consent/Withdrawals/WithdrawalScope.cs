namespace Governance.Consent;

/// <summary>What a withdrawal reaches.</summary>
/// <param name="Pseudonym">For traces in words, such as the paths of files.</param>
/// <param name="PurposeIds">The purposes that are withdrawn.</param>
/// <param name="Erases">
/// True when no other purpose permits any more: then everything of the subject goes. False: the data stay for the other
/// purposes, and only what was made under the withdrawn ones is ended.
/// </param>
public sealed record WithdrawalScope(Guid SubjectId, string Pseudonym, IReadOnlyList<Guid> PurposeIds, bool Erases)
{
    /// <summary>As an array, which queries translate to <c>= ANY</c>.</summary>
    public Guid[] Purposes { get; } = [.. PurposeIds];
}
