namespace Governance.Ingestion;

/// <summary>Where an import reads from: an upload that is already stored, or a folder below a configured root.</summary>
public abstract record ImportOrigin(string Name);
