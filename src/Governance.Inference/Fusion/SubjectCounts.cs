namespace Governance.Inference.Fusion;

/// <summary>The number of rows of each class for each subject, subjects in ascending order.</summary>
internal sealed record SubjectCounts(int[] Subjects, int[][] Rows, int[] ClassTotals)
{
    public static SubjectCounts Of(ReadOnlySpan<int> groups, ReadOnlySpan<int> labels)
    {
        var classes = 0;
        foreach (var label in labels)
            classes = label >= 0 ? Math.Max(classes, label + 1) : throw new UnfitTaskException("label-negative", label);
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
