using Governance.Embeddings;
using Governance.Inference.Fusion;
using Governance.Platform;

namespace Governance.Models;

/// <summary>
/// What a model may learn from at an instant: vectors of samples with consent for the purpose, their class and the number of
/// their subject. The order is the manifest's, so the same data give the same task to the bit.
/// </summary>
/// <param name="Rows">The sample of each row of the task.</param>
/// <param name="Excluded">Samples of the version without a row: reason in kebab case → how many.</param>
internal sealed record TrainingSet(
    FusionTask Task,
    IReadOnlyList<EmbeddedSample> Rows,
    IReadOnlyDictionary<string, int> Excluded
)
{
    public const string NoLabel = "no-label";
    public const string ClassUnknown = "class-unknown";

    public int Subjects => Task.Groups.Distinct().Count();

    /// <param name="classes">The classes of an existing model; null = those of the samples, in ordinal order.</param>
    public static async Task<TrainingSet> LoadAsync(
        GovernanceDb db,
        TrainingQuestion question,
        IReadOnlyList<string>? classes,
        DateTimeOffset at,
        CancellationToken ct
    )
    {
        var (version, purpose, encoders, label) = question;
        var table = await EmbeddingTable.LoadAsync(db, version, purpose, encoders, at, ct);
        var labels = await LabelReader.ReadAsync(db, version, label, ct);
        var excluded = new SortedDictionary<string, int>(table.Excluded.ToDictionary(), StringComparer.Ordinal);
        classes ??=
        [
            .. table
                .Rows.Select(r => labels.GetValueOrDefault(r.SampleId))
                .OfType<string>()
                .Distinct()
                .Order(StringComparer.Ordinal),
        ];
        var index = classes.Select((name, i) => (name, i)).ToDictionary(c => c.name, c => c.i, StringComparer.Ordinal);

        var kept = new List<int>(table.Rows.Count);
        for (var row = 0; row < table.Rows.Count; row++)
        {
            var reason =
                !labels.TryGetValue(table.Rows[row].SampleId, out var word) ? NoLabel
                : index.ContainsKey(word) ? null
                : ClassUnknown;
            if (reason is null)
                kept.Add(row);
            else
                excluded[reason] = excluded.GetValueOrDefault(reason) + 1;
        }
        var subjects = new Dictionary<Guid, int>();
        int SubjectOf(Guid subject) =>
            subjects.TryGetValue(subject, out var number) ? number : subjects[subject] = subjects.Count;
        var task = new FusionTask(
            table.VectorsOf(kept),
            [.. kept.Select(row => table.Rows[row].Mask)],
            [.. kept.Select(row => index[labels[table.Rows[row].SampleId]])],
            [.. kept.Select(row => SubjectOf(table.Rows[row].SubjectId))],
            classes
        );
        return new(task, [.. kept.Select(row => table.Rows[row])], excluded);
    }

    /// <summary>Why no model can be trained on it; null when one can.</summary>
    public Refusal? Fault(string field)
    {
        if (Rows.Count == 0)
            return Excluded.ContainsKey(NoLabel) ? new LabelUnknown(field) : new NoEmbeddings(Excluded);
        var there = Task.Labels.Distinct().ToList();
        if (there.Count < 2)
            return new OneClassOnly(field, Task.ClassNames[there[0]]);
        return Subjects < FusionSplit.FewestGroups ? new TooFewSubjects(Subjects) : null;
    }
}
