using Governance.Platform.Runs;

namespace Governance.Monitoring;

/// <summary>A check with its batch, its run and the alert that it raised, if any.</summary>
/// <param name="Batch">Name of the batch's version.</param>
public sealed record CheckRow(DriftCheck Check, Guid DatasetId, string Batch, Run Run, DriftAlert? Alert);
