using Governance.Platform.Runs;

namespace Governance.Ingestion;

/// <summary>An import in a list, without its map.</summary>
/// <param name="Refusals">Refused files and rows, folded ones included.</param>
public sealed record ImportEntry(
    Guid Id,
    Guid DatasetId,
    string DatasetName,
    string Name,
    ImportSource Source,
    DateTimeOffset CreatedAt,
    string CreatedBy,
    DateTimeOffset? FinishedAt,
    ImportReport? Report,
    Run Run,
    long Refusals
);
