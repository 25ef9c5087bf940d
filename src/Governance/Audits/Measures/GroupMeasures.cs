using Governance.Platform;
using Governance.Statistics.Calibration;
using Governance.Statistics.Fairness;

namespace Governance.Audits;

/// <summary>Accuracy by stratum of the version, and by the groups of each attribute.</summary>
internal static class GroupMeasures
{
    /// <summary>An attribute with more values than this is taken for a measurement, not for a grouping.</summary>
    public const int MostGroups = 24;

    /// <summary>The group of samples without the attribute.</summary>
    public const string Unstated = "(not stated)";

    private static readonly Column[] Columns =
    [
        new("accuracy", new AuditText("group-accuracy-title"), new AuditText("group-accuracy-means")),
        new("n", new AuditText("group-n-title"), new AuditText("group-n-means")),
    ];

    public static StrataSection Strata(AuditedRows rows, TopLabel top, Uncertainty uncertainty) =>
        new(Figures([.. rows.Strata], top, uncertainty), new AuditText("strata-means"), Columns);

    public static FairnessSection Fairness(AuditedRows rows, TopLabel top, Uncertainty uncertainty) =>
        new(
            [.. AttributesOf(rows).Select(a => Attribute(a, rows, top, uncertainty))],
            new AuditText("fairness-means"),
            Columns
        );

    /// <summary>Names of the attributes that split the rows into 2 … <see cref="MostGroups"/> groups, in ordinal order.</summary>
    public static IReadOnlyList<string> AttributesOf(AuditedRows rows) =>
        [
            .. rows
                .Attributes.SelectMany(a => a.Keys)
                .Distinct()
                .Order(StringComparer.Ordinal)
                .Where(a =>
                    rows
                        .Attributes.Select(r => r.GetValueOrDefault(a, Unstated))
                        .Distinct()
                        .Take(MostGroups + 1)
                        .Count()
                        is >= 2
                            and <= MostGroups
                ),
        ];

    /// <summary>Refuses a suite that groups by an attribute that does not split these rows; null otherwise.</summary>
    public static Refusal? Unknown(AuditedRows rows, AuditSuite suite) =>
        suite.GroupBy is not { } name
            ? null
            : new KnownNames(
                $"an attribute that divides the audited samples into 2 to {MostGroups} groups",
                AttributesOf(rows)
            ).Check("suite.groupBy", name);

    /// <summary>
    /// The grouping that the mask matrix compares: the suite's, or the attribute with the most groups that have enough
    /// samples. Without an attribute, all rows are one group.
    /// </summary>
    public static (string? Attribute, IReadOnlyList<string> Names, int[] Groups) Partition(
        AuditedRows rows,
        AuditSuite suite
    )
    {
        var candidates = AttributesOf(rows);
        int LargeEnough(string a) =>
            rows.Attributes.GroupBy(r => r.GetValueOrDefault(a, Unstated)).Count(g => g.Count() >= suite.MinimumGroup);
        var chosen = suite.GroupBy
            ?? candidates.OrderByDescending(LargeEnough).ThenBy(a => a, StringComparer.Ordinal).FirstOrDefault();
        if (chosen is null)
            return (null, ["all"], new int[rows.Count]);
        string[] names =
        [
            .. rows
                .Attributes.Select(r => r.GetValueOrDefault(chosen, Unstated))
                .Distinct()
                .Order(StringComparer.Ordinal),
        ];
        return (
            chosen,
            names,
            [
                .. rows.Attributes.Select(r =>
                    Array.BinarySearch(names, r.GetValueOrDefault(chosen, Unstated), StringComparer.Ordinal)
                ),
            ]
        );
    }

    /// <summary>Samples in each group of each attribute, named <c>attribute=value</c>.</summary>
    public static IReadOnlyDictionary<string, int> Sizes(AuditedRows rows)
    {
        var sizes = new SortedDictionary<string, int>(StringComparer.Ordinal);
        foreach (var attribute in AttributesOf(rows))
        foreach (var group in rows.Attributes.GroupBy(r => r.GetValueOrDefault(attribute, Unstated)))
            sizes[$"{attribute}={group.Key}"] = group.Count();
        return sizes;
    }

    private static AttributeFairness Attribute(
        string attribute,
        AuditedRows rows,
        TopLabel top,
        Uncertainty uncertainty
    )
    {
        string[] values = [.. rows.Attributes.Select(r => r.GetValueOrDefault(attribute, Unstated))];
        string[] names = [.. values.Distinct().Order(StringComparer.Ordinal)];
        int[] groups = [.. values.Select(v => Array.BinarySearch(names, v, StringComparer.Ordinal))];
        var suite = uncertainty.Suite;
        double[] correct = [.. top.Correct.Select(c => c ? 1.0 : 0)];
        var chance = GapPermutation.Of(
            correct,
            groups,
            rows.Subjects,
            new(suite.Seed, MinimumGroup: suite.MinimumGroup),
            uncertainty.Counter.Token
        );
        var few = uncertainty.SubjectCount < suite.MinimumSubjects;
        var figures = Figures(values, top, uncertainty);
        var judged = figures.Where(g => g.Accuracy.Sufficient).ToList();
        var gap = Gap(groups, names, top, figures, uncertainty);
        return new(
            attribute,
            figures,
            gap,
            few ? null : chance?.PValue,
            Worst(rows, top, groups, suite, f => f.DemographicParity),
            Worst(rows, top, groups, suite, f => f.EqualizedOdds),
            Line(attribute, judged, chance, few ? uncertainty.SubjectCount : null, suite)
        );
    }

    private static IReadOnlyList<GroupFigures> Figures(string[] names, TopLabel top, Uncertainty uncertainty) =>
        [
            .. Enumerable
                .Range(0, names.Length)
                .GroupBy(i => names[i])
                .OrderBy(g => g.Key, StringComparer.Ordinal)
                .Select(g => new GroupFigures(g.Key, uncertainty.Share([.. g], i => top.Correct[i]))),
        ];

    private static Figure Gap(
        int[] groups,
        string[] names,
        TopLabel top,
        IReadOnlyList<GroupFigures> figures,
        Uncertainty uncertainty
    )
    {
        int[] judged = [.. Enumerable.Range(0, names.Length).Where(g => figures[g].Accuracy.Sufficient)];
        if (judged.Length < 2)
            return Figure.Nothing(Uncertainty.None);
        int[] rows = [.. Enumerable.Range(0, groups.Length).Where(i => judged.Contains(groups[i]))];
        return uncertainty.Paired(rows, 1, weights =>
        {
            var (hits, n) = (new double[names.Length], new double[names.Length]);
            for (var k = 0; k < weights.Length; k++)
            {
                n[groups[rows[k]]] += weights[k];
                if (top.Correct[rows[k]])
                    hits[groups[rows[k]]] += weights[k];
            }
            double[] shares = [.. judged.Where(g => n[g] > 0).Select(g => hits[g] / n[g])];
            return [shares.Length < 2 ? double.NaN : shares.Max() - shares.Min()];
        })[0];
    }

    private static ClassGap? Worst(
        AuditedRows rows,
        TopLabel top,
        int[] groups,
        AuditSuite suite,
        Func<GroupFairness, double?> gap
    ) =>
        Enumerable
            .Range(0, rows.Classes.Count)
            .Select(c =>
                (
                    Class: rows.Classes[c],
                    Gap: gap(GroupFairness.OfClass(top.Predicted, rows.Labels, groups, c, suite.MinimumGroup))
                )
            )
            .Where(c => c.Gap is not null)
            .OrderByDescending(c => c.Gap)
            .Select(c => new ClassGap(c.Class, c.Gap!.Value))
            .FirstOrDefault();

    /// <param name="few">The number of subjects when they are too few; otherwise null.</param>
    private static Message Line(
        string attribute,
        List<GroupFigures> judged,
        GapPermutation? chance,
        int? few,
        AuditSuite suite
    )
    {
        if (judged.Count < 2 || chance is null)
            return new GroupsNotCompared(attribute, suite.MinimumGroup);
        var (best, worst) = (judged.MaxBy(g => g.Accuracy.Value)!, judged.MinBy(g => g.Accuracy.Value)!);
        var gap = best.Accuracy.Value!.Value - worst.Accuracy.Value!.Value;
        return gap == 0 ? new GroupsAlike(attribute, best.Accuracy.Value!.Value)
            : few is { } subjects ? new GroupsDifferFewSubjects(worst.Name, best.Name, gap, subjects)
            : new GroupsDiffer(worst.Name, best.Name, gap, chance.PValue);
    }
}
