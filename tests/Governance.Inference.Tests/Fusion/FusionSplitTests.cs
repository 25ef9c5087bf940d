using Governance.Inference.Fusion;

namespace Governance.Inference.Tests.Fusion;

public sealed class FusionSplitTests
{
    [Theory]
    [InlineData(3, 30)]
    [InlineData(4, 40)]
    [InlineData(7, 500)]
    [InlineData(60, 3000)]
    public void No_subject_is_in_two_parts_and_no_part_is_empty(int subjects, int rows)
    {
        for (var seed = 0; seed < 20; seed++)
        {
            var (groups, labels) = Draw(subjects, rows, seed);
            var split = FusionSplit.BySubject(groups, labels, seed);
            int[] all = [.. split.Train, .. split.Validation, .. split.Test];
            Assert.Equal(Enumerable.Range(0, rows), all.Order());
            int[][] parts = [split.Train, split.Validation, split.Test];
            Assert.All(parts, part => Assert.NotEmpty(part));
            Assert.Equal(subjects, parts.Sum(part => part.Select(row => groups[row]).Distinct().Count()));
        }
    }

    [Fact]
    public void Shares_are_near_and_every_part_has_every_class_where_that_can_be()
    {
        var (groups, labels) = Draw(60, 3000, seed: 9);
        var split = FusionSplit.BySubject(groups, labels, seed: 1);
        Assert.InRange(split.Train.Length / 3000.0, 0.55, 0.65);
        Assert.InRange(split.Validation.Length / 3000.0, 0.16, 0.24);
        foreach (var part in Enum.GetValues<FusionPart>())
            Assert.Equal([0, 1, 2], split[part].Select(row => labels[row]).Distinct().Order());
    }

    [Fact]
    public void A_class_that_three_of_many_subjects_have_reaches_all_three_parts()
    {
        int[] groups = [.. Enumerable.Range(0, 300).Select(row => row / 10)];
        int[] labels = [.. groups.Select(subject => subject is 4 or 11 or 23 ? 1 : 0)];
        for (var seed = 0; seed < 10; seed++)
        {
            var split = FusionSplit.BySubject(groups, labels, seed);
            foreach (var part in Enum.GetValues<FusionPart>())
                Assert.Contains(split[part], row => labels[row] == 1);
        }
    }

    [Fact]
    public void The_seed_alone_decides()
    {
        var (groups, labels) = Draw(40, 800, seed: 2);
        Assert.Equal(FusionSplit.BySubject(groups, labels, 5).Test, FusionSplit.BySubject(groups, labels, 5).Test);
        Assert.NotEqual(FusionSplit.BySubject(groups, labels, 5).Test, FusionSplit.BySubject(groups, labels, 6).Test);
    }

    [Theory]
    [InlineData(1, "All rows come from one subject.")]
    [InlineData(2, "The rows come from 2 subjects.")]
    public void Fewer_subjects_than_parts_are_refused(int subjects, string what)
    {
        int[] groups = [.. Enumerable.Range(0, 20).Select(row => row % subjects)];
        Assert.Equal(what, Assert.Throws<UnfitTaskException>(() => FusionSplit.BySubject(groups, new int[20], 1)).What);
    }

    private static (int[] Groups, int[] Labels) Draw(int subjects, int rows, int seed)
    {
        var random = new Random(seed);
        int[] groups =
        [
            .. Enumerable
                .Range(0, rows)
                .Select(row =>
                    row < subjects ? row * 17 : (int)(random.NextDouble() * random.NextDouble() * subjects) * 17
                ),
        ];
        return (groups, [.. Enumerable.Range(0, rows).Select(_ => random.Next(3))]);
    }
}
