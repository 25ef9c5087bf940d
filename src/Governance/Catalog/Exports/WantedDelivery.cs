using Governance.Consent;
using Governance.Platform;

namespace Governance.Catalog;

/// <summary>Who takes which version away, for which purpose.</summary>
public sealed record WantedDelivery(
    Actor Actor,
    Export Export,
    DatasetVersion Version,
    Dataset Dataset,
    Purpose Purpose
);
