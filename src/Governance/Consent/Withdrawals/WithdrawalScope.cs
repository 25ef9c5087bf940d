namespace Governance.Consent;

/// <summary>The subject and purposes of a withdrawal.</summary>
/// <param name="Pseudonym">To find it in texts, such as file paths.</param>
/// <param name="PurposeIds">The purposes that are withdrawn.</param>
/// <param name="Erases">
/// True when no other purpose has a valid consent: all data of the subject is erased. False: the data is kept for the other
/// purposes, and only what was made under the withdrawn ones is erased or marked.
/// </param>
/// <param name="Modalities">The modalities that are withdrawn; all unless the subject withdrew only some.</param>
public sealed record WithdrawalScope(
    Guid SubjectId,
    string Pseudonym,
    IReadOnlyList<Guid> PurposeIds,
    bool Erases,
    Modalities Modalities = Modalities.All
)
{
    /// <summary>
    /// Whether only some modalities are withdrawn and others stay permitted: the withdrawn parts are hidden from every reader, and
    /// what was made of them for the purposes is erased.
    /// </summary>
    public bool Partial => !Erases && Modalities != Modalities.All;

    /// <summary>The modalities of delivered samples that recipients must delete.</summary>
    public Modalities Recalled => Partial ? Modalities : Modalities.All;

    /// <summary>The purposes as an array, which queries translate to <c>= ANY</c>.</summary>
    public Guid[] Purposes { get; } = [.. PurposeIds];
}
