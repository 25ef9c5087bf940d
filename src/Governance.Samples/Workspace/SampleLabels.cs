using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Governance.Annotation;
using Governance.Platform;

namespace Governance.Samples;

/// <summary>
/// Labels tasks as two fictional annotators, from the generator's ground truth with a few deliberate mistakes, through the same
/// doors as the browser.
/// </summary>
internal sealed class SampleLabels(AnnotationProjects projects, TaskQueue tasks, Annotations annotations)
{
    public const int Submitted = 25;
    private const int SkippedAt = 13;

    private static readonly IReadOnlySet<string> Permissions = new HashSet<string>
    {
        AnnotationPolicies.Read,
        AnnotationPolicies.Annotate,
    };
    private static readonly Actor[] Annotators =
    [
        new(new Guid("5a3b1e00-0000-7000-8000-000000000001"), "Sample annotator 1", Permissions),
        new(new Guid("5a3b1e00-0000-7000-8000-000000000002"), "Sample annotator 2", Permissions),
    ];

    public async Task MakeAsync(Guid projectId, ulong seed, CancellationToken ct)
    {
        var truth = StationPlan
            .Of(seed)
            .SelectMany(r => r.Inspections.Select(i => (r.Subject, Inspection: i)))
            .ToDictionary(t => (t.Subject, NanoTime.From(t.Inspection.At)), t => t.Inspection);
        var held = new Dictionary<Actor, TaskHandout?>();
        var order = await OrderAsync(projectId, ct);
        for (var done = await DoneAsync(projectId, ct); done <= Submitted; done++)
        {
            var annotator = Annotators[done % 3 == 2 ? 1 : 0];
            var next = await tasks.NextAsync(annotator, projectId, order[done % order.Count], ct);
            // The project was closed or the queue is empty, so there is nothing left to label.
            if (!next.Ok || next.Value is not { } handout)
                break;
            if (done == SkippedAt)
            {
                SampleSteps.Expect(
                    await tasks.SkipAsync(
                        annotator,
                        handout.Task.Id,
                        handout.Task.LeaseToken,
                        "Photo too dark to tell, please decide together.",
                        ct
                    )
                );
                continue;
            }
            if (truth.GetValueOrDefault((handout.Sample.Subject, handout.Sample.AnchorNs)) is { } inspection)
                foreach (var save in Labels(handout, inspection, seed))
                    SampleSteps.Expect(await annotations.SaveAsync(annotator, save, ct));
            held[annotator] = SampleSteps.Expect(
                await tasks.SubmitAsync(annotator, handout.Task.Id, handout.Task.LeaseToken, null, ct)
            );
        }
        foreach (var (annotator, handout) in held)
            if (handout is not null)
                await tasks.ReleaseAsync(annotator, handout.Task.Id, handout.Task.LeaseToken, ct);
    }

    /// <summary>Every fourth task first, so that every subject has labelled and unlabelled samples.</summary>
    private async Task<IReadOnlyList<Guid>> OrderAsync(Guid projectId, CancellationToken ct)
    {
        var all = (
            await SampleSteps.AllAsync(cursor =>
                projects.TasksAsync(Actor.Portal, projectId, null, cursor, Cursor.MaxPageSize, ct)
            )
        ).ConvertAll(task => task.Id);
        return [.. all.Where((_, i) => i % 4 == 1), .. all.Where((_, i) => i % 4 != 1)];
    }

    private async Task<int> DoneAsync(Guid projectId, CancellationToken ct) =>
        SampleSteps
            .Expect(await projects.FindAsync(Actor.Portal, projectId, ct))
            .Annotators.Where(tally => Annotators.Any(a => a.UserId == tally.UserId))
            .Sum(tally => tally.Submitted + tally.Skipped);

    private static IEnumerable<AnnotationSave> Labels(TaskHandout task, Inspection inspection, ulong seed)
    {
        var random = SeededRandom.For(seed, $"{inspection.Name}/labels");
        var severity = inspection.Severity;
        if (severity != Severity.None && random.Chance(0.12))
            severity = severity == Severity.Severe ? Severity.Marked : severity + 1;
        yield return Label(task, "fault", SampleFiles.Word(inspection.Fault), null, null);
        yield return Label(task, "severity", SampleFiles.Word(severity), null, null);
        if (inspection.Fault == Fault.None)
            yield break;
        if (IsThere(SampleMap.Photo) && Photographer.DefectOn(inspection, seed) is { } box)
        {
            int Off() => random.Below(13) - 6;
            var (left, top) = (
                Math.Clamp(box.X + Off(), 0, Camera.Width - 20),
                Math.Clamp(box.Y + Off(), 0, Camera.Height - 20)
            );
            var (wide, high) = (
                Math.Clamp(box.Width + Off(), 12, Camera.Width - left),
                Math.Clamp(box.Height + Off(), 12, Camera.Height - top)
            );
            yield return Label(
                task,
                "defect",
                "defect",
                SampleMap.Photo,
                Fragment("http://www.w3.org/TR/media-frags/", $"xywh=pixel:{left},{top},{wide},{high}")
            );
        }
        if (IsThere(SampleMap.Note))
        {
            var note = NoteWriter.Write(inspection, seed);
            yield return Label(
                task,
                "finding",
                "finding",
                SampleMap.Note,
                new JsonArray(
                    new JsonObject
                    {
                        ["type"] = "TextPositionSelector",
                        ["start"] = note.FindingStart,
                        ["end"] = note.FindingStart + note.FindingLength,
                    },
                    new JsonObject
                    {
                        ["type"] = "TextQuoteSelector",
                        ["exact"] = note.Finding,
                        ["prefix"] = note.Text[Math.Max(0, note.FindingStart - 20)..note.FindingStart],
                        ["suffix"] = note.Text[
                            (note.FindingStart + note.FindingLength)..Math.Min(
                                note.Text.Length,
                                note.FindingStart + note.FindingLength + 20
                            )
                        ],
                    }
                )
            );
        }
        // A leak causes hardly any vibration.
        if (inspection.Fault != Fault.SealLeak && IsThere(SampleMap.Vibration))
        {
            var (from, to) = PumpSignals.Episode(inspection, seed);
            var start = SampleMap.Reach.TotalSeconds;
            yield return Label(
                task,
                "episode",
                "episode",
                SampleMap.Vibration,
                Fragment(
                    "http://www.w3.org/TR/media-frags/",
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"t={start + from + random.Between(-0.6, 0.6):0.000},{start + to + random.Between(-0.6, 0.6):0.000}"
                    )
                )
            );
        }

        bool IsThere(string part) => task.Sample.Parts.Any(p => p.Name == part && p.Present);
    }

    private static JsonObject Fragment(string conformsTo, string value) =>
        new()
        {
            ["type"] = "FragmentSelector",
            ["conformsTo"] = conformsTo,
            ["value"] = value,
        };

    private static AnnotationSave Label(TaskHandout task, string field, string value, string? part, JsonNode? selector)
    {
        // Derived from task and field, so that labelling again after an interruption saves nothing twice.
        var id = new Guid(SHA256.HashData(Encoding.UTF8.GetBytes($"{task.Task.Id}/{field}")).AsSpan(0, 16));
        var target = new JsonObject { ["source"] = $"{new SampleUrn(task.Sample.Id, part)}" };
        if (selector is not null)
            target["selector"] = selector;
        var body = new JsonObject
        {
            ["@context"] = "http://www.w3.org/ns/anno.jsonld",
            ["id"] = $"urn:uuid:{id}",
            ["type"] = "Annotation",
            ["motivation"] = part is null ? "classifying" : "tagging",
            ["body"] = new JsonObject
            {
                ["type"] = "TextualBody",
                ["purpose"] = "tagging",
                ["fieldId"] = field,
                ["value"] = value,
            },
            ["target"] = target,
        };
        return new(id, task.Task.Id, task.Task.LeaseToken, 1, JsonSerializer.SerializeToElement(body));
    }
}
