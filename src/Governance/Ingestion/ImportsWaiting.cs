namespace Governance.Ingestion;

/// <summary>Counts of imports for the home page.</summary>
/// <param name="Running">Queued or running now.</param>
/// <param name="WithRefusals">Ended since the instant, with refused files or rows.</param>
public sealed record ImportsWaiting(int Running, int WithRefusals);
