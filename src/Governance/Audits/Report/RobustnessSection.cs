using Governance.Platform;

namespace Governance.Audits;

/// <summary>Accuracy as a disturbance grows.</summary>
public sealed record RobustnessSection(
    string Name,
    Message Title,
    Message Unit,
    IReadOnlyList<RobustnessCurve> Curves,
    Message Means,
    IReadOnlyList<Column> Columns
);
