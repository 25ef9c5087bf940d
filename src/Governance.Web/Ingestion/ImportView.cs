using Governance.Ingestion;
using Governance.Platform.Runs;

namespace Governance.Web.Ingestion;

internal sealed record ImportView(
    Guid Id,
    Guid DatasetId,
    Guid RunId,
    string Name,
    ImportSource Source,
    string MapDigest,
    RunState State,
    DateTimeOffset CreatedAt,
    string CreatedBy,
    DateTimeOffset? FinishedAt,
    int? Samples,
    int? SamplesComplete
)
{
    public static ImportView Of(ImportRow row) =>
        new(
            row.Import.Id,
            row.Import.DatasetId,
            row.Import.RunId,
            row.Import.Name,
            row.Import.Source,
            row.Import.MapDigest,
            row.Run.State,
            row.Import.Created.At,
            row.Import.Created.By,
            row.Import.FinishedAt,
            row.Import.Report?.Samples,
            row.Import.Report?.SamplesComplete
        );
}
