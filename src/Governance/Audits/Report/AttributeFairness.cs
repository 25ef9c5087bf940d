using Governance.Platform;

namespace Governance.Audits;

/// <param name="Gap">Greatest difference of accuracy between sufficient groups; without value when fewer than two are.</param>
/// <param name="GapChance">How probable a gap this large is if the groups did not differ; null = not judged.</param>
/// <param name="SelectionGap">Greatest difference, over classes, in how often a class is answered.</param>
/// <param name="OddsGap">Greatest difference, over classes, in true or false positive rate.</param>
public sealed record AttributeFairness(
    string Attribute,
    IReadOnlyList<GroupFigures> Groups,
    Figure Gap,
    double? GapChance,
    ClassGap? SelectionGap,
    ClassGap? OddsGap,
    Message Line
);
