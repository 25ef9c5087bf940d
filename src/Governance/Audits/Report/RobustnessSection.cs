using Governance.Platform;

namespace Governance.Audits;

/// <summary>Accuracy under one kind of disturbance, a curve for each disturbed set of modalities.</summary>
/// <param name="Name">Stable name: <c>noise</c> or <c>dropout</c>.</param>
/// <param name="Unit">Unit of the severity.</param>
public sealed record RobustnessSection(
    string Name,
    Message Title,
    Message Unit,
    IReadOnlyList<RobustnessCurve> Curves,
    Message Means,
    IReadOnlyList<Column> Columns
);
