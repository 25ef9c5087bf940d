namespace Governance.Inference.Fusion;

/// <summary>The rows of a task in three parts, ascending. No subject is in two parts; the trainer checks it again.</summary>
public sealed record FusionSplit(int[] Train, int[] Validation, int[] Test)
{
    /// <summary>The fewest subjects: one for each part.</summary>
    public const int FewestGroups = 3;

    /// <summary>The rows of a part.</summary>
    public int[] this[FusionPart part] =>
        part switch
        {
            FusionPart.Train => Train,
            FusionPart.Validation => Validation,
            _ => Test,
        };

    /// <summary>
    /// Assigns whole subjects to the three parts, near the shares for every class. Several seeded orders are each assigned
    /// greedily; the result with the fewest empty (part, class) cells is taken, then the one nearest to the shares. Every part
    /// has at least one subject. The same input and seed give the same split.
    /// </summary>
    /// <param name="groups">The subject of each row.</param>
    /// <param name="labels">The class of each row, from 0.</param>
    /// <param name="seed">The seed of the orders.</param>
    /// <param name="train">Share of the rows for training.</param>
    /// <param name="validation">Share of the rows that choose the epoch and fit the temperatures.</param>
    /// <param name="test">Share of the rows that measure the model.</param>
    /// <exception cref="UnfitTaskException">
    /// There are fewer than three subjects, so that a subject is needed in two parts.
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
            throw new UnfitTaskException("subjects-differ", groups.Length, labels.Length);
        if (!(train > 0 && validation > 0 && test > 0))
            throw new UnfitTaskException("share-not-positive");
        var counts = SubjectCounts.Of(groups, labels);
        if (counts.Subjects.Length < FewestGroups)
            throw counts.Subjects.Length == 1
                ? new UnfitTaskException("one-subject")
                : new UnfitTaskException("few-subjects", counts.Subjects.Length);
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
