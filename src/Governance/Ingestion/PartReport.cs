using Governance.Catalog;

namespace Governance.Ingestion;

/// <summary>One part of the map over all samples: how many present, how many missing for which reason, and sync errors.</summary>
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
