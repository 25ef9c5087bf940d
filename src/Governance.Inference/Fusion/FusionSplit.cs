namespace Governance.Inference.Fusion;

/// <summary>What a row is for.</summary>
public enum FusionPart
{
    Train,
    Validation,
    Test,
}

/// <summary>Rows of a task in three parts, ascending. No subject stands in two of them; the trainer checks that again.</summary>
public sealed record FusionSplit(int[] Train, int[] Validation, int[] Test)
{
    /// <summary>Fewer subjects than parts cannot be split without letting one stand in two.</summary>
    public const int FewestGroups = 3;

    public int[] this[FusionPart part] =>
        part switch
        {
            FusionPart.Train => Train,
            FusionPart.Validation => Validation,
            _ => Test,
        };

    /// <summary>
    /// Whole subjects to the three parts, near the shares for every class. Of several seeded orders, each dealt greedily,
    /// the one is taken that leaves the fewest (part, class) cells empty and lies nearest to the shares. Every part gets
    /// at least one subject. The same input and seed give the same split.
    /// </summary>
    /// <param name="groups">The subject of each row.</param>
    /// <param name="labels">The class of each row, from 0.</param>
    /// <param name="seed">Decides between splits that are equally good.</param>
    /// <param name="train">Share of the rows to learn from.</param>
    /// <param name="validation">Share to choose the epoch and fit the temperatures on.</param>
    /// <param name="test">Share to judge on.</param>
    /// <exception cref="UnfitTaskException">
    /// There are fewer than three subjects: with two, either the temperatures or the judgement would rest on a subject
    /// the model learned from.
    /// </exception>
    public static FusionSplit BySubject(
        ReadOnlySpan<int> groups,
        ReadOnlySpan<int> labels,
        long seed,
        double train = 0.6,
        double validation = 0.2,
        double test = 0.2
    )
    {
        if (groups.Length != labels.Length)
            throw new UnfitTaskException(
                $"There are {groups.Length} subjects for {labels.Length} labels.",
                "Give both for each row."
            );
        if (!(train > 0 && validation > 0 && test > 0))
            throw new UnfitTaskException("A share of the split is zero or less.", "Give each part a share above zero.");
        var counts = SubjectCounts.Of(groups, labels);
        if (counts.Subjects.Length < FewestGroups)
            throw new UnfitTaskException(
                counts.Subjects.Length == 1
                    ? "All rows come from one subject."
                    : $"The rows come from {counts.Subjects.Length} subjects.",
                "Training, validation and test need a subject each: bring in recordings of at least three subjects."
            );
        var total = train + validation + test;
        var parts = new SubjectDeal(counts, [train / total, validation / total, test / total], seed).Best();
        return Collect(groups, counts, parts);
    }

    private static FusionSplit Collect(ReadOnlySpan<int> groups, SubjectCounts counts, FusionPart[] parts)
    {
        List<int>[] rows =
        [
            [],
            [],
            [],
        ];
        for (var row = 0; row < groups.Length; row++)
            rows[(int)parts[Array.BinarySearch(counts.Subjects, groups[row])]].Add(row);
        return new([.. rows[0]], [.. rows[1]], [.. rows[2]]);
    }
}

/// <summary>For each subject, in ascending order, how many rows of each class it has.</summary>
internal sealed record SubjectCounts(int[] Subjects, int[][] Rows, int[] ClassTotals)
{
    public static SubjectCounts Of(ReadOnlySpan<int> groups, ReadOnlySpan<int> labels)
    {
        var classes = 0;
        foreach (var label in labels)
            classes =
                label >= 0
                    ? Math.Max(classes, label + 1)
                    : throw new UnfitTaskException($"A label is {label}.", "Number the classes from 0.");
        var bySubject = new SortedDictionary<int, int[]>();
        var totals = new int[classes];
        for (var row = 0; row < groups.Length; row++)
        {
            if (!bySubject.TryGetValue(groups[row], out var counts))
                bySubject.Add(groups[row], counts = new int[classes]);
            counts[labels[row]]++;
            totals[labels[row]]++;
        }
        return new([.. bySubject.Keys], [.. bySubject.Values], totals);
    }
}

/// <summary>Deals subjects to parts several times and keeps the best deal.</summary>
internal sealed class SubjectDeal(SubjectCounts counts, double[] shares, long seed)
{
    private const int Attempts = 48;
    private const int Parts = 3;

    public FusionPart[] Best()
    {
        FusionPart[] best = [];
        var (fewestEmpty, least) = (int.MaxValue, double.MaxValue);
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var order = Enumerable.Range(0, counts.Subjects.Length).ToArray();
            RandomStream.Of(seed, RandomPurpose.Split, attempt).Shuffle<int>(order);
            var (deal, held) = Deal(order);
            var empty = held.Sum(part => part.Where((n, c) => n == 0 && counts.ClassTotals[c] > 0).Count());
            var distance = Enumerable.Range(0, Parts).Sum(p => Distance(p, held[p]));
            if (empty > fewestEmpty || (empty == fewestEmpty && distance >= least))
                continue;
            (best, fewestEmpty, least) = (deal, empty, distance);
        }
        return best;
    }

    private (FusionPart[] Deal, int[][] Held) Deal(int[] order)
    {
        var deal = new FusionPart[order.Length];
        int[][] held = [.. Enumerable.Range(0, Parts).Select(_ => new int[counts.ClassTotals.Length])];
        var subjects = new int[Parts];
        for (var i = 0; i < order.Length; i++)
        {
            var emptyParts = subjects.Count(n => n == 0);
            var part = Cheapest(held, counts.Rows[order[i]], p => order.Length - i > emptyParts || subjects[p] == 0);
            for (var c = 0; c < held[part].Length; c++)
                held[part][c] += counts.Rows[order[i]][c];
            subjects[part]++;
            deal[order[i]] = (FusionPart)part;
        }
        return (deal, held);
    }

    /// <summary>The part whose distance to its share falls most, or rises least, by these rows.</summary>
    private int Cheapest(int[][] held, int[] rows, Func<int, bool> allowed)
    {
        var (best, least) = (-1, double.MaxValue);
        for (var part = 0; part < Parts; part++)
        {
            if (!allowed(part))
                continue;
            var change = Distance(part, [.. held[part].Zip(rows, (a, b) => a + b)]) - Distance(part, held[part]);
            if (change < least)
                (best, least) = (part, change);
        }
        return best;
    }

    /// <summary>Σ over classes of (held − wanted)² / (wanted · class total): an empty cell costs the same in small parts and in small classes.</summary>
    private double Distance(int part, int[] held)
    {
        double sum = 0;
        for (var c = 0; c < held.Length; c++)
        {
            var wanted = shares[part] * counts.ClassTotals[c];
            if (wanted > 0)
                sum += (held[c] - wanted) * (held[c] - wanted) / (wanted * counts.ClassTotals[c]);
        }
        return sum;
    }
}
