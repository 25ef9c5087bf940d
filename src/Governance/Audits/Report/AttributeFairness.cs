using Governance.Platform;

namespace Governance.Audits;

/// <summary>Accuracy by group of one attribute.</summary>
/// <param name="Gap">Greatest difference of accuracy between groups with enough samples; no value with fewer than two of
/// them.</param>
/// <param name="GapChance">Probability of a gap at least this large if the groups do not differ (permutation test); null =
/// not assessed.</param>
/// <param name="SelectionGap">Greatest difference between groups, over classes, in how often the class is predicted
/// (demographic parity).</param>
/// <param name="OddsGap">Greatest difference between groups, over classes, in true or false positive rate (equalized odds).</param>
/// <param name="Line">One sentence for people.</param>
public sealed record AttributeFairness(
    string Attribute,
    IReadOnlyList<GroupFigures> Groups,
    Figure Gap,
    double? GapChance,
    ClassGap? SelectionGap,
    ClassGap? OddsGap,
    Message Line
);
