namespace Governance.Inference.Fusion;

/// <summary>
/// Cross-validation by group, repeated with other folds: how much the figures of small data depend on which groups are held
/// out. It uses the training and validation rows only, so the test part stays unseen.
/// </summary>
public static class FusionCrossValidation
{
    /// <summary>The number of folds, with as many groups or more.</summary>
    public const int Folds = 5;

    /// <summary>How often the groups are divided anew.</summary>
    public const int Repeats = 2;

    /// <summary>The fewest groups: one to learn from, one to choose the epoch, one to measure.</summary>
    public const int FewestGroups = 3;

    /// <summary>The most rows; larger data have a spread of chance that the test part's interval shows as well.</summary>
    public const int MostRows = 1000;

    /// <summary>True when the training and validation rows are few, and of enough groups.</summary>
    public static bool Fits(FusionTask task, FusionSplit split)
    {
        int[] rows = [.. split.Train, .. split.Validation];
        return rows.Length <= MostRows && rows.Select(row => task.Groups[row]).Distinct().Count() >= FewestGroups;
    }

    /// <summary>The number of trainings at most.</summary>
    /// <param name="kinds">The fusion kinds.</param>
    public static int Trainings(FusionTask task, FusionSplit split, IReadOnlyCollection<FusionKind> kinds) =>
        Divisions(task, split, new()).Count() * (kinds.Count + ModalitySets.Count);

    /// <summary>
    /// Trains each fusion kind and each modality alone on every fold and measures it on the groups that the fold holds out.
    /// The next fold's groups choose the epoch. A fold on which a contender cannot be trained is left out of its line.
    /// </summary>
    /// <param name="split">Its test rows are not used.</param>
    /// <param name="kinds">The fusion kinds.</param>
    /// <param name="options">The options of all trainings; the kind is varied.</param>
    /// <param name="progress">Receives the number of finished trainings.</param>
    /// <param name="ct">Checked before each batch.</param>
    public static IReadOnlyList<CrossValidationLine> Run(
        FusionTask task,
        FusionSplit split,
        IReadOnlyCollection<FusionKind> kinds,
        FusionOptions options,
        IProgress<int>? progress = null,
        CancellationToken ct = default
    )
    {
        var measured = new Dictionary<string, List<ComparisonLine>>();
        var done = 0;
        foreach (var fold in Divisions(task, split, options))
        foreach (var line in ModalityComparison.Contenders(task, fold, kinds, options, ct))
        {
            progress?.Report(++done);
            if (!measured.TryGetValue(line.Name, out var lines))
                measured.Add(line.Name, lines = []);
            lines.Add(line);
        }
        return
        [
            .. measured.Values.Select(lines => new CrossValidationLine(
                lines[0].Name,
                lines[0].Kind,
                lines[0].Mask,
                [.. lines.Select(l => l.Accuracy)],
                [.. lines.Select(l => l.NegativeLogLikelihood)]
            )),
        ];
    }

    /// <summary>The split of each fold, repeat by repeat.</summary>
    private static IEnumerable<FusionSplit> Divisions(FusionTask task, FusionSplit split, FusionOptions options)
    {
        int[] rows = [.. split.Train, .. split.Validation];
        Array.Sort(rows);
        var groups = rows.GroupBy(row => task.Groups[row]).ToDictionary(g => g.Key, g => g.ToArray());
        var folds = Math.Min(Folds, groups.Count);
        for (var repeat = 0; repeat < Repeats; repeat++)
        {
            var homes = Deal(groups, folds, options.Seed, repeat);
            int[] Of(Func<int, bool> which) => [.. rows.Where(row => which(homes[task.Groups[row]]))];
            for (var fold = 0; fold < folds; fold++)
            {
                var (held, next) = (fold, (fold + 1) % folds);
                yield return new(Of(f => f != held && f != next), Of(f => f == next), Of(f => f == held));
            }
        }
    }

    /// <summary>Assigns the groups, in a seeded order, each to the fold with the fewest rows.</summary>
    private static Dictionary<int, int> Deal(Dictionary<int, int[]> groups, int folds, long seed, int repeat)
    {
        var order = groups.Keys.Order().ToArray();
        RandomStream.Of(seed, RandomPurpose.Folds, repeat).Shuffle<int>(order);
        var (homes, sizes) = (new Dictionary<int, int>(), new int[folds]);
        foreach (var group in order)
        {
            var fold = Array.IndexOf(sizes, sizes.Min());
            homes[group] = fold;
            sizes[fold] += groups[group].Length;
        }
        return homes;
    }
}
