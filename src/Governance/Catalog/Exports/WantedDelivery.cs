using Governance.Consent;
using Governance.Platform;

namespace Governance.Catalog;

/// <summary>What <see cref="ExportDelivery"/> delivers, and for whom.</summary>
/// <param name="Actor">Who downloads it.</param>
internal sealed record WantedDelivery(
    Actor Actor,
    Export Export,
    DatasetVersion Version,
    Dataset Dataset,
    Purpose Purpose
);
