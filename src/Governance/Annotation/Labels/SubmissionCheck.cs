using System.Text.Json.Nodes;
using Governance.Catalog;
using Governance.Platform;
using Microsoft.EntityFrameworkCore;

namespace Governance.Annotation;

/// <summary>
/// The rules for submitting a task: named revisions are stored, single choices have one option, required fields have a label.
/// </summary>
internal sealed class SubmissionCheck(GovernanceDb db, LabelDefinition definition, AnnotationTask task)
{
    /// <summary>The first broken rule, or null.</summary>
    /// <param name="visible">The modalities that consent covers.</param>
    /// <param name="named">The revisions that the annotator saw; null to skip that rule.</param>
    public async Task<Refusal?> CheckAsync(
        Modalities visible,
        IReadOnlyList<NamedRevision>? named,
        CancellationToken ct
    )
    {
        var stored = await db.Set<SampleAnnotation>()
            .AsNoTracking()
            .Where(a => a.TaskId == task.Id && !a.Deleted)
            .Select(a => new
            {
                a.Id,
                a.Revision,
                a.Body,
            })
            .ToListAsync(ct);
        var revisions = stored.ToDictionary(a => a.Id, a => a.Revision);
        var lacking = (named ?? []).Where(n => revisions.GetValueOrDefault(n.Id) != n.Revision).ToList();
        if (lacking.Count > 0)
            return new AnnotationsNotArrived(lacking.Count, lacking[0].Id, lacking[0].Revision);

        var labels = stored.Select(a => FieldAndValue(a.Body)).ToList();
        var single = definition.Fields.FirstOrDefault(f =>
            f is { Kind: LabelKind.Choice, Multiple: false } && labels.Count(l => l.Field == f.Id) > 1
        );
        if (single is not null)
            return new OneOptionOnly(single.Label);

        var parts = await db.Set<SamplePart>()
            .AsNoTracking()
            .Where(p => p.SampleId == task.SampleId && p.Missing == null)
            .Select(p => new { p.Name, p.Modality })
            .ToListAsync(ct);
        var shown = parts.Where(p => (visible & p.Modality.AsSet()) != 0).Select(p => (p.Name, p.Modality)).ToList();
        var empty = definition
            .Unfilled(shown, labels.Select(l => l.Field).ToHashSet())
            .Select(f => $"“{f.Label}”")
            .ToList();
        return empty.Count > 0 ? new RequiredFieldEmpty(string.Join(", ", empty)) : null;
    }

    private static (string Field, string Value) FieldAndValue(string body)
    {
        var said = JsonNode.Parse(body)!["body"]!;
        return (AnnotationDocument.TextOf(said["fieldId"])!, AnnotationDocument.TextOf(said["value"])!);
    }
}
