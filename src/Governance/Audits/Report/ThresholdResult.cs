using Governance.Platform;

namespace Governance.Audits;

/// <summary>One threshold and what was found.</summary>
/// <param name="Asked">The bound.</param>
/// <param name="AtLeast">The figure must not lie below it; otherwise not above.</param>
/// <param name="Certain">The whole interval lies on the same side of the bound as the figure.</param>
/// <param name="Line">What was found against what was asked.</param>
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
