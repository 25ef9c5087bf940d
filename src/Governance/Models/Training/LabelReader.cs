using System.Text.Json.Nodes;
using Governance.Annotation;
using Governance.Catalog;
using Governance.Platform;
using Microsoft.EntityFrameworkCore;

namespace Governance.Models;

/// <summary>
/// Reads the class of each sample of a dataset version, for training and audits. Models keep no labels: a label is data about
/// a person and is erased with the sample.
/// </summary>
public static class LabelReader
{
    /// <summary>Reads the class of each sample of a dataset version.</summary>
    /// <returns>Sample → class, without samples that lack the label. Of several choices for a sample, the latest counts.</returns>
    public static Task<Dictionary<Guid, string>> ReadAsync(
        GovernanceDb db,
        Guid datasetVersionId,
        LabelSource source,
        CancellationToken ct
    ) =>
        source.Origin == LabelOrigin.Stratum
            ? StrataAsync(db, datasetVersionId, source.Field, ct)
            : ChoicesAsync(db, datasetVersionId, source, ct);

    private static async Task<Dictionary<Guid, string>> StrataAsync(
        GovernanceDb db,
        Guid versionId,
        string field,
        CancellationToken ct
    )
    {
        var rows = await Samples(db, versionId).Select(s => new { s.Id, s.Strata }).ToListAsync(ct);
        return rows.Where(r => r.Strata.ContainsKey(field)).ToDictionary(r => r.Id, r => r.Strata[field]);
    }

    private static async Task<Dictionary<Guid, string>> ChoicesAsync(
        GovernanceDb db,
        Guid versionId,
        LabelSource source,
        CancellationToken ct
    )
    {
        var bodies = await (
            from task in db.Set<AnnotationTask>()
            where task.ProjectId == source.ProjectId && task.State == TaskState.Submitted
            join sample in Samples(db, versionId) on task.SampleId equals sample.Id
            join annotation in db.Set<SampleAnnotation>() on task.Id equals annotation.TaskId
            where !annotation.Deleted
            orderby annotation.ChangedAt, annotation.Id
            select new { sample.Id, annotation.Body }
        ).ToListAsync(ct);
        var labels = new Dictionary<Guid, string>();
        foreach (var body in bodies)
            if (ValueOf(body.Body, source.Field) is { } value)
                labels[body.Id] = value;
        return labels;
    }

    internal static IQueryable<Sample> Samples(GovernanceDb db, Guid versionId) =>
        db.Set<Sample>()
            .AsNoTracking()
            .Where(s => db.Set<VersionSample>().Any(v => v.VersionId == versionId && v.SampleId == s.Id));

    private static string? ValueOf(string body, string field) =>
        JsonNode.Parse(body)?["body"] is JsonObject said && (string?)said["fieldId"] == field
            ? (string?)said["value"]
            : null;
}
