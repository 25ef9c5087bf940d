using System.Text.RegularExpressions;
using Governance.Annotation;
using Governance.Catalog;
using Governance.Consent;
using Governance.Embeddings;
using Governance.Inference.Fusion;
using Governance.Ledger;
using Governance.Platform;
using Governance.Platform.Runs;
using Microsoft.EntityFrameworkCore;

namespace Governance.Models;

/// <summary>The door to training: list labels, preview and start trainings.</summary>
public sealed partial class Trainings(
    IDbContextFactory<GovernanceDb> databases,
    LedgerEntries ledger,
    JobRuns runs,
    TimeProvider time
)
{
    /// <summary>Addresses below /models that belong to pages.</summary>
    internal static readonly string[] ReservedNames = ["new", "encoders", "monitors", "audits"];

    /// <summary>
    /// Lists the labels of a sealed version that a model can predict: scenario attributes with 2 to 50 values, and single
    /// choices of its annotation projects.
    /// </summary>
    public async Task<Result<IReadOnlyList<LabelOffer>>> LabelsAsync(
        Actor actor,
        Guid datasetVersionId,
        CancellationToken ct
    )
    {
        if (actor.Lacks(ModelsPolicies.Read) is { } refusal)
            return refusal;
        await using var db = await databases.CreateDbContextAsync(ct);
        var strata = await LabelReader.Samples(db, datasetVersionId).Select(s => s.Strata).ToListAsync(ct);
        var offers = strata
            .SelectMany(s => s)
            .GroupBy(s => s.Key, StringComparer.Ordinal)
            .OrderBy(g => g.Key, StringComparer.Ordinal)
            .Select(g => new LabelOffer(new(LabelOrigin.Stratum, g.Key), g.Key, Counted(g.Select(s => s.Value))))
            .Where(o => o.Values.Count is >= 2 and <= 50)
            .ToList();
        var projects = await (
            from project in db.Set<AnnotationProject>()
            where project.VersionId == datasetVersionId
            join schema in db.Set<LabelSchemaVersion>() on project.SchemaVersionId equals schema.Id
            orderby project.Id
            select new
            {
                project.Id,
                project.Name,
                schema.Definition,
            }
        ).ToListAsync(ct);
        foreach (var project in projects)
        foreach (var field in project.Definition.Fields.Where(f => f.Kind == LabelKind.Choice && !f.Multiple))
        {
            var source = new LabelSource(LabelOrigin.Choice, field.Id, project.Id);
            offers.Add(
                new(
                    source,
                    $"{field.Label} ({project.Name})",
                    Counted((await LabelReader.ReadAsync(db, datasetVersionId, source, ct)).Values)
                )
            );
        }
        return Result.Of<IReadOnlyList<LabelOffer>>(offers);
    }

    /// <summary>Previews a training: what it learns from now, what is excluded, and why it cannot start.</summary>
    public async Task<Result<TrainingOutlook>> OutlookAsync(Actor actor, NewTraining wanted, CancellationToken ct)
    {
        if (actor.Lacks(ModelsPolicies.Read) is { } refusal)
            return refusal;
        await using var db = await databases.CreateDbContextAsync(ct);
        var found = await FoundAsync(db, wanted, ct);
        if (!found.Ok)
            return found.Refusal;
        var set = await TrainingSet.LoadAsync(
            db,
            found.Value.Question,
            found.Value.Model?.Classes,
            time.GetUtcNow(),
            ct
        );
        return new TrainingOutlook(
            set.Rows.Count,
            set.Subjects,
            Counted(set.Task.Labels.Select(l => set.Task.ClassNames[l])),
            Enum.GetValues<Modality>().ToDictionary(m => m, m => set.Rows.Count(r => r.Mask.Has(m))),
            set.Excluded,
            await EncoderFaultAsync(db, found.Value, ct) ?? set.Fault(wanted.Label.Field)
        )
        {
            Parts = set.Counts(),
            Split = set.Declared,
        };
    }

    /// <summary>
    /// Adds a model version for each fusion kind and starts one run that trains them all, so that each kind and each modality
    /// alone is trained once. A new name adds a model.
    /// </summary>
    public async Task<Result<IReadOnlyList<StartedTraining>>> StartAsync(
        Actor actor,
        NewTraining wanted,
        CancellationToken ct
    )
    {
        if (actor.Lacks(ModelsPolicies.Train) is { } refusal)
            return refusal;
        if (!ModelName().IsMatch(wanted.Model ?? "") || ReservedNames.Contains(wanted.Model))
            return new ModelNameUnusable(wanted.Model ?? "");
        if (wanted.Kinds is not { Count: > 0 } || !wanted.Kinds.All(Enum.IsDefined))
            return new NoKindChosen();
        if (
            TextRule.Check(("title", wanted.Title?.Trim(), 120), ("intendedUse", wanted.IntendedUse?.Trim(), 4000)) is
            { } unfit
        )
            return unfit;
        if (wanted.Options?.Fault() is { } range)
            return new TrainingUnusable(range.Fault.Found());
        if (wanted.Seed is < -FusionOptions.MaxSeed or > FusionOptions.MaxSeed)
            return new TrainingUnusable(new SeedOutOfRange(FusionOptions.MaxSeed));
        await using var db = await databases.CreateDbContextAsync(ct);
        var found = await FoundAsync(db, wanted, ct);
        if (!found.Ok)
            return found.Refusal;
        var parts = found.Value;
        if (await EncoderFaultAsync(db, parts, ct) is { } unembedded)
            return unembedded;
        var set = await TrainingSet.LoadAsync(db, parts.Question, parts.Model?.Classes, time.GetUtcNow(), ct);
        if (set.Fault(wanted.Label.Field) is { } fault)
            return fault;
        var model = parts.Model ?? AddModel(db, actor, wanted, set.Task.ClassNames);
        var number = await db.Set<ModelVersion>().Where(v => v.ModelId == model.Id).MaxAsync(v => (int?)v.Number, ct)
            ?? 0;
        FusionKind[] kinds = [.. wanted.Kinds.Distinct().Order()];
        Guid[] ids = [.. kinds.Select(_ => Guid.CreateVersion7())];
        var run = runs.Add(
            db,
            actor,
            new(TrainJob.Kind, Title(model.Name, number + 1, kinds), ids[0], parts.Cut.DatasetId, "steps")
        );
        var started = kinds
            .Select((kind, i) => AddVersion(db, actor, wanted, parts, new(ids[i], model, number + 1 + i, kind, run)))
            .ToList();
        if (await db.TrySaveAsync(new ChangedMeanwhile("model"), ct) is { } refused)
            return refused;
        runs.Enqueue(run);
        return started;
    }

    /// <summary>Finds the run that trains, or trained, a version; null when there is none.</summary>
    public async Task<Result<Run?>> RunOfAsync(Actor actor, Guid versionId, CancellationToken ct)
    {
        if (actor.Lacks(ModelsPolicies.Read) is { } refusal)
            return refusal;
        await using var db = await databases.CreateDbContextAsync(ct);
        var runId = await db.Set<ModelVersion>()
            .Where(v => v.Id == versionId)
            .Select(v => v.RunId)
            .SingleOrDefaultAsync(ct);
        return Result.Of(await db.Set<Run>().AsNoTracking().SingleOrDefaultAsync(r => r.Id == runId, ct));
    }

    /// <param name="Model">Null when the training begins it.</param>
    private sealed record Found(
        DatasetVersion Cut,
        Purpose Purpose,
        TrainingQuestion Question,
        IReadOnlyList<Encoder> Encoders,
        Model? Model
    );

    /// <summary>Refuses an encoder that has embedded no sample of the version: the model would learn nothing of its modality.</summary>
    private static async Task<Refusal?> EncoderFaultAsync(GovernanceDb db, Found found, CancellationToken ct)
    {
        var versionId = found.Cut.Id;
        foreach (var encoder in found.Encoders.OrderBy(e => e.Modality))
            if (
                !await db.Set<Embedding>()
                    .AnyAsync(
                        e =>
                            e.EncoderId == encoder.Id
                            && db.Set<VersionSample>().Any(p => p.VersionId == versionId && p.SampleId == e.SampleId),
                        ct
                    )
            )
                return new EncoderWithoutVectors(encoder.Name, encoder.Modality);
        return null;
    }

    private static Message Title(string model, int first, FusionKind[] kinds) =>
        kinds.Length == 1
            ? new TrainingTitle(model, first, kinds[0])
            : new TrainingsTitle(model, first, first + kinds.Length - 1);

    private static async Task<Result<Found>> FoundAsync(GovernanceDb db, NewTraining wanted, CancellationToken ct)
    {
        if (wanted.Label is not { Field.Length: > 0 } label)
            return new LabelUnknown(wanted.Label?.Field ?? "");
        if (wanted.EncoderIds is not { Count: > 0 })
            return new NoEncoderNamed();
        var usable = await DatasetVersions.UsableAsync(db, wanted.DatasetVersionId, ct);
        if (!usable.Ok)
            return usable.Refusal;
        var cut = usable.Value;
        var purpose = await Consents.PurposeAsync(db, "purpose", wanted.Purpose, ct);
        if (!purpose.Ok)
            return purpose.Refusal;
        if (await UnknownLabelAsync(db, cut, label, ct) is { } unknown)
            return unknown;
        var encoders = await db.Set<Encoder>()
            .AsNoTracking()
            .Where(e => wanted.EncoderIds.Contains(e.Id))
            .ToListAsync(ct);
        foreach (var id in wanted.EncoderIds)
            if (encoders.All(e => e.Id != id))
                return new NotFound("encoder", id.ToString());
        if (encoders.GroupBy(e => e.Modality).FirstOrDefault(g => g.Count() > 1) is { } twice)
            return new TwoEncodersOfAModality(twice.Key);
        var model = await db.Set<Model>().AsNoTracking().SingleOrDefaultAsync(m => m.Name == wanted.Model, ct);
        // Another project may label the same field; another field is another label.
        if (model is not null && (model.Label.Field != label.Field || model.Label.Origin != label.Origin))
            return new LabelDiffers(model.Name);
        var question = new TrainingQuestion(
            cut.Id,
            purpose.Value.Id,
            PerModality.Of(m => encoders.Find(e => e.Modality == m)?.Id),
            label
        );
        return new Found(cut, purpose.Value, question, encoders, model);
    }

    /// <summary>
    /// Refuses a label that no sample of the dataset has, or that is not a single choice of the project's schema.
    /// </summary>
    private static async Task<Refusal?> UnknownLabelAsync(
        GovernanceDb db,
        DatasetVersion cut,
        LabelSource label,
        CancellationToken ct
    )
    {
        if (TextRule.Check("label.field", label.Field) is { } unfit)
            return unfit;
        if (label.Origin == LabelOrigin.Stratum)
            return label.ProjectId is null
                ? await StrataNames.CheckAsync(db, cut.DatasetId, "label.field", label.Field, ct)
                : new TrainingUnusable(new ProjectWithoutChoice());
        var definition = await (
            from project in db.Set<AnnotationProject>().AsNoTracking()
            where project.Id == label.ProjectId && project.VersionId == cut.Id
            join schema in db.Set<LabelSchemaVersion>() on project.SchemaVersionId equals schema.Id
            select schema.Definition
        ).SingleOrDefaultAsync(ct);
        if (definition is null)
            return new NotFound("annotation project of this version", label.ProjectId?.ToString() ?? "");
        var choices = definition.Fields.Where(f => f is { Kind: LabelKind.Choice, Multiple: false }).Select(f => f.Id);
        return new KnownNames("a single choice of the project's schema", choices).Check("label.field", label.Field);
    }

    private Model AddModel(GovernanceDb db, Actor actor, NewTraining wanted, IReadOnlyList<string> classes)
    {
        var model = new Model
        {
            Name = wanted.Model,
            Title = string.IsNullOrWhiteSpace(wanted.Title) ? wanted.Model : wanted.Title.Trim(),
            IntendedUse = string.IsNullOrWhiteSpace(wanted.IntendedUse) ? null : wanted.IntendedUse.Trim(),
            Label = wanted.Label,
            Classes = classes,
            Created = new(actor.Name, time.GetUtcNow()),
        };
        db.Add(model);
        ledger.Append(
            db,
            actor,
            "model.added",
            model.Id,
            new
            {
                model.Name,
                model.Label,
                model.Classes,
            }
        );
        return model;
    }

    /// <param name="Id">Of the new version.</param>
    private sealed record NewVersion(Guid Id, Model Model, int Number, FusionKind Kind, Run Run);

    private StartedTraining AddVersion(
        GovernanceDb db,
        Actor actor,
        NewTraining wanted,
        Found parts,
        NewVersion version
    )
    {
        var (versionId, model, number, kind, run) = version;
        var options = (wanted.Options ?? new()) with { Kind = kind, Seed = wanted.Seed };
        db.Add(
            new ModelVersion
            {
                Id = versionId,
                ModelId = model.Id,
                Number = number,
                State = ModelVersionState.Training,
                DatasetVersionId = parts.Cut.Id,
                ManifestDigest = parts.Cut.ManifestDigest!,
                PurposeId = parts.Purpose.Id,
                TextEncoderId = parts.Question.Encoders.Text,
                ImageEncoderId = parts.Question.Encoders.Image,
                SensorEncoderId = parts.Question.Encoders.Sensor,
                Fusion = kind.ToString(),
                Options = CanonicalJson.Text(options),
                Seed = wanted.Seed,
                Created = new(actor.Name, time.GetUtcNow()),
                RunId = run.Id,
                Losses = [],
                Excluded = new Dictionary<string, int>(),
                CodeVersion = CodeVersion.Current,
            }
        );
        ledger.Append(
            db,
            actor,
            "model-version.started",
            versionId,
            new
            {
                model = model.Id,
                number,
                dataset = parts.Cut.Id,
                parts.Cut.ManifestDigest,
                purpose = parts.Purpose.Id,
                fusion = kind,
                options,
                run = run.Id,
            }
        );
        return new(versionId, model.Name, number, kind, run);
    }

    private static SortedDictionary<string, int> Counted(IEnumerable<string> values) =>
        new(
            values.GroupBy(v => v, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.Count()),
            StringComparer.Ordinal
        );

    [GeneratedRegex(@"^[a-z][a-z0-9-]{0,59}\z")]
    private static partial Regex ModelName();
}
