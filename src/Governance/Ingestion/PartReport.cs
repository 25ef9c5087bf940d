using Governance.Catalog;

namespace Governance.Ingestion;

/// <summary>One part over all samples: how often it is present, how often missing and why, and its sync errors.</summary>
/// <param name="SyncErrors">Counts for each bin; bin i holds errors in [edge i, edge i+1) nanoseconds, the last is open.</param>
public sealed record PartReport(
    string Name,
    Modality Modality,
    int Present,
    IReadOnlyDictionary<MissingReason, int> Missing,
    IReadOnlyList<long> SyncErrorEdgesNs,
    IReadOnlyList<int> SyncErrors,
    long? MedianSyncErrorNs,
    long? MaxSyncErrorNs
);
