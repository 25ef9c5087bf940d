namespace Governance.Ingestion;

/// <summary>How many imports ask for a look.</summary>
public sealed record ImportsWaiting(int Running, int WithRefusals);
