using System.Text.Json.Nodes;
using Governance.Catalog;
using Governance.Consent;
using Governance.Platform;
using Microsoft.EntityFrameworkCore;

namespace Governance.Annotation;

/// <summary>
/// Hides labels on parts that consent does not cover now: the document of a label on a text quotes its words, so it is content of
/// the part. Labels on a whole sample are shown while the task exists.
/// </summary>
internal static class LabelMask
{
    /// <summary>The annotations without those on a part that consent for the project's purpose does not cover.</summary>
    public static async Task<IReadOnlyList<SampleAnnotation>> ShownAsync(
        GovernanceDb db,
        IReadOnlyList<SampleAnnotation> annotations,
        DateTimeOffset at,
        CancellationToken ct
    )
    {
        var onParts = annotations
            .Select(a => (Label: a, Part: AnnotationDocument.SourceOf(JsonNode.Parse(a.Body)!)?.Part))
            .Where(a => a.Part is not null)
            .ToList();
        if (onParts.Count == 0)
            return annotations;
        var taskIds = onParts.Select(a => a.Label.TaskId).Distinct().ToArray();
        var tasks = await (
            from task in db.Set<AnnotationTask>().AsNoTracking()
            where taskIds.Contains(task.Id)
            join project in db.Set<AnnotationProject>() on task.ProjectId equals project.Id
            join sample in db.Set<Sample>() on task.SampleId equals sample.Id
            select new
            {
                task.Id,
                project.PurposeId,
                sample.SubjectId,
            }
        ).ToDictionaryAsync(t => t.Id, ct);
        var subjectIds = tasks.Values.Select(t => t.SubjectId).Distinct().ToArray();
        var covered = new Dictionary<(Guid Purpose, Guid Subject), Modalities>();
        foreach (var purposeId in tasks.Values.Select(t => t.PurposeId).Distinct())
        foreach (
            var consent in await ConsentGate
                .Permitted(db, purposeId, at)
                .Where(c => subjectIds.Contains(c.SubjectId))
                .ToListAsync(ct)
        )
            covered[(purposeId, consent.SubjectId)] = consent.Modalities;
        var sampleIds = onParts.Select(a => a.Label.SampleId).Distinct().ToArray();
        var modalities = (
            await db.Set<SamplePart>()
                .Where(p => sampleIds.Contains(p.SampleId))
                .Select(p => new
                {
                    p.SampleId,
                    p.Name,
                    p.Modality,
                })
                .ToListAsync(ct)
        ).ToDictionary(p => (p.SampleId, p.Name), p => p.Modality);
        var hidden = onParts
            .Where(a =>
                !tasks.TryGetValue(a.Label.TaskId, out var task)
                || !modalities.TryGetValue((a.Label.SampleId, a.Part!), out var modality)
                || !covered.GetValueOrDefault((task.PurposeId, task.SubjectId)).Has(modality)
            )
            .Select(a => a.Label.Id)
            .ToHashSet();
        return [.. annotations.Where(a => !hidden.Contains(a.Id))];
    }
}
