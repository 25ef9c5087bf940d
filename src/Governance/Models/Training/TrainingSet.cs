using Governance.Catalog;
using Governance.Embeddings;
using Governance.Inference.Fusion;
using Governance.Platform;
using Microsoft.EntityFrameworkCore;

namespace Governance.Models;

/// <summary>
/// What a model may learn from at an instant: vectors of samples with consent for the purpose, their class and the number of
/// their subject. The order is the manifest's, so the same data give the same task to the bit.
/// </summary>
/// <param name="Rows">The sample of each row of the task.</param>
/// <param name="Excluded">Samples of the version without a row: reason in kebab case → how many.</param>
/// <param name="SubjectNumbers">0-based number of the subject of each row.</param>
/// <param name="Declared">The dataset version's evaluation split; null in versions that were sealed before it was declared.</param>
internal sealed record TrainingSet(
    FusionTask Task,
    IReadOnlyList<EmbeddedSample> Rows,
    IReadOnlyDictionary<string, int> Excluded,
    IReadOnlyList<int> SubjectNumbers,
    EvaluationSplit? Declared
)
{
    public const string NoLabel = "no-label";
    public const string ClassUnknown = "class-unknown";

    public int Subjects => SubjectNumbers.Distinct().Count();

    /// <summary>
    /// The parts of the rows: those that the dataset version declares, or subjects that are split by this training's seed.
    /// </summary>
    /// <param name="seed">Used only without a declared split.</param>
    public FusionSplit Split(long seed) =>
        Declared is null
            ? FusionSplit.BySubject(Task.Groups, Task.Labels, seed)
            : new(RowsOf(SplitPart.Train), RowsOf(SplitPart.Validation), RowsOf(SplitPart.Test));

    /// <summary>Rows in each part of the declared split; null without one.</summary>
    public SplitCounts? Counts() =>
        Declared is null
            ? null
            : new(RowsOf(SplitPart.Train).Length, RowsOf(SplitPart.Validation).Length, RowsOf(SplitPart.Test).Length);

    private int[] RowsOf(SplitPart part) => [.. Enumerable.Range(0, Rows.Count).Where(row => Rows[row].Part == part)];

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
        IReadOnlyList<EmbeddedSample> rows = [.. kept.Select(row => table.Rows[row])];
        var declared = await DeclaredAsync(db, version, ct);
        var subjects = Numbered(rows.Select(r => r.SubjectId));
        // A group that is not a subject may cover several, and a subject may be in several groups.
        var groups = declared?.By is { } by
            ? Numbered(rows.Select(r => r.Strata.GetValueOrDefault(by, EvaluationSplit.NoValue)))
            : subjects;
        var task = new FusionTask(
            table.VectorsOf(kept),
            [.. rows.Select(r => r.Mask)],
            [.. rows.Select(r => index[labels[r.SampleId]])],
            groups,
            classes
        );
        return new(task, rows, excluded, subjects, declared);
    }

    private static async Task<EvaluationSplit?> DeclaredAsync(GovernanceDb db, Guid versionId, CancellationToken ct)
    {
        var version = await db.Set<DatasetVersion>().AsNoTracking().SingleAsync(v => v.Id == versionId, ct);
        return version.SplitDigest is null ? null : version.Split;
    }

    /// <summary>0-based numbers of equal values, in the order of their first occurrence.</summary>
    private static int[] Numbered<T>(IEnumerable<T> values)
        where T : notnull
    {
        var numbers = new Dictionary<T, int>();
        return
        [
            .. values.Select(value =>
                numbers.TryGetValue(value, out var number) ? number : numbers[value] = numbers.Count
            ),
        ];
    }

    /// <summary>Why no model can be trained on it; null when one can.</summary>
    public Refusal? Fault(string field)
    {
        if (Rows.Count == 0)
            return Excluded.ContainsKey(NoLabel) ? new LabelUnknown(field) : new NoEmbeddings(Excluded);
        var there = Task.Labels.Distinct().ToList();
        if (there.Count < 2)
            return new OneClassOnly(field, Task.ClassNames[there[0]]);
        if (Declared is null || Declared.By is null)
            if (Subjects < FusionSplit.FewestGroups)
                return new TooFewSubjects(Subjects);
        foreach (var part in Enum.GetValues<SplitPart>())
            if (Declared is not null && RowsOf(part).Length == 0)
                return new SplitPartEmpty(part, Declared.By);
        return null;
    }
}
