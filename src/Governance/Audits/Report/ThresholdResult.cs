using Governance.Platform;

namespace Governance.Audits;

/// <summary>A threshold with the figure that was measured.</summary>
/// <param name="Name">Stable name in kebab case.</param>
/// <param name="Asked">The bound.</param>
/// <param name="AtLeast">True when the bound is a minimum; false when it is a maximum.</param>
/// <param name="Certain">The whole interval is on the same side of the bound as the figure.</param>
/// <param name="Line">One sentence that compares the figure with the bound.</param>
public sealed record ThresholdResult(
    string Name,
    Message Title,
    double Asked,
    bool AtLeast,
    Figure Found,
    ThresholdState State,
    bool Certain,
    Message Line,
    Message Means
);
