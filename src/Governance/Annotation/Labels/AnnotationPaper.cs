using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using Governance.Catalog;
using Governance.Platform;
using Microsoft.EntityFrameworkCore;

namespace Governance.Annotation;

/// <summary>
/// <c>annotations.jsonl</c> of an export: the W3C documents of submitted tasks on the version's samples.
/// Labels on a part that is not exported are left out too.
/// </summary>
internal sealed class AnnotationPaper : IExportPaper
{
    public string FileName => "annotations.jsonl";

    public async IAsyncEnumerable<string> LinesAsync(
        GovernanceDb db,
        Guid versionId,
        IReadOnlyDictionary<Guid, Modalities> samples,
        [EnumeratorCancellation] CancellationToken ct
    )
    {
        foreach (var batch in samples.Keys.Order().Chunk(500))
        {
            var rows = await (
                from annotation in db.Set<SampleAnnotation>().AsNoTracking()
                join task in db.Set<AnnotationTask>() on annotation.TaskId equals task.Id
                join project in db.Set<AnnotationProject>() on task.ProjectId equals project.Id
                where
                    project.VersionId == versionId
                    && task.State == TaskState.Submitted
                    && !annotation.Deleted
                    && batch.Contains(annotation.SampleId)
                orderby task.ProjectId, task.Ordinal, annotation.Id
                select new
                {
                    annotation.Id,
                    annotation.SampleId,
                    annotation.Revision,
                    annotation.Author,
                    annotation.ChangedAt,
                    annotation.Body,
                    project.SchemaVersionId,
                    project.Name,
                }
            ).ToListAsync(ct);
            var modalities = (
                await db.Set<SamplePart>()
                    .Where(p => batch.Contains(p.SampleId))
                    .Select(p => new
                    {
                        p.SampleId,
                        p.Name,
                        p.Modality,
                    })
                    .ToListAsync(ct)
            ).ToDictionary(p => (p.SampleId, p.Name), p => p.Modality);
            foreach (var row in rows)
            {
                var body = JsonNode.Parse(row.Body)!;
                if (
                    AnnotationDocument.SourceOf(body)?.Part is { } part
                    && !(
                        modalities.TryGetValue((row.SampleId, part), out var modality)
                        && (samples[row.SampleId] & modality.AsSet()) != 0
                    )
                )
                    continue;
                yield return JsonSerializer.Serialize(
                    new
                    {
                        project = row.Name,
                        schemaVersion = row.SchemaVersionId,
                        row.Revision,
                        author = row.Author,
                        row.ChangedAt,
                        annotation = body,
                    },
                    CanonicalJson.Options
                );
            }
        }
    }
}
